"""B14: the embedded database under kill -9 is sound, and everything said to be written is there."""

from __future__ import annotations

import pytest

from running.house import HERE, House, python

KILLS = 60
LOOK = """
import hashlib, json
from django.db import connection
from dangvien.audit import canonical
from dangvien.audit.export import lines
from dangvien.audit.models import Entry
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        for pragma, wanted in (("integrity_check", "ok"), ("journal_mode", "wal"), ("synchronous", 2)):
            found = cursor.execute(f"PRAGMA {pragma}").fetchall()
            assert found == [(wanted,)], (pragma, found)
last = {}
for line in map(json.loads, lines()):
    if "seq" in line:
        told = line.pop("hash")
        assert hashlib.sha256(canonical.text(line).encode()).hexdigest() == told
        assert line["previous"] == last.get(line["chain"], "0" * 64)
        last[line["chain"]] = told
for subject in Entry.objects.values_list("subject", flat=True): print(subject.removeprefix("n:"))
"""


@pytest.mark.kill
def test_killed_while_writing_nothing_said_is_lost(house: House) -> None:
    house.script("from dangvien.config import opening; opening.prepare()")
    surroundings = house.surroundings | {"DJANGO_SETTINGS_MODULE": "dangvien.config.settings"}
    done = python(str(HERE / "writer.py"), str(KILLS), "1", env=surroundings, check=True)
    said = set(done.stdout.split())
    written = house.script(LOOK).split()
    assert len(said) > KILLS
    assert said <= set(written), "acknowledged and lost"
    assert len(written) == len(set(written)), "doubled"
    assert len(written) - len(said) <= KILLS, "written by nobody"
