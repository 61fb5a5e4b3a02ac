"""One entry: what it keeps, what it refuses to keep, and that the verifier agrees on its hash."""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
import verify_audit
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import register as small
from dangvien.audit.actions import record, recording
from dangvien.audit.export import lines
from dangvien.audit.models import Chain, Concerned, Entry

pytestmark = pytest.mark.django_db

CANARIES = ("099180000001", "0990000417", "099" + "123456")
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.uuids()
)
KEYS = st.text(max_size=8)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def exported(folder: Path) -> Path:
    """The log as a file."""
    path = folder / "log.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines()), "utf-8")
    return path


def test_an_entry_keeps_who_what_where_whom(register: small.Register) -> None:
    people = [uuid4(), uuid4()]
    entry = record(
        actor=register.mai, action="member.read", org=register.na_loc,
        subject=f"person:{people[0]}", people=[*people, people[0]], data={"rows": 2},
    )  # fmt: skip
    again = Entry.objects.get(pk=entry.pk)
    assert again.actor == "Hà Thị Mai (mai)"
    assert again.actor_id == register.mai.pk
    assert (again.org, again.path) == (register.na_loc.pk, register.na_loc.path)
    assert set(again.concerned.values_list("person", flat=True)) == set(people)
    assert again.data == {"rows": 2}


def test_entries_of_a_chain_hang_on_each_other() -> None:
    made = [record(actor="worker", action="backup.make") for _ in range(5)]
    assert len({entry.chain for entry in made}) == 1
    for before, after in pairwise(made):
        assert (after.seq, after.previous) == (before.seq + 1, before.hash)
    head = Chain.objects.get(pk=made[0].chain)
    assert (head.length, head.head) == (made[-1].seq, made[-1].hash)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    data=DATA,
    actor=st.text(max_size=250),
    subject=st.text(max_size=80),
    people=st.lists(st.uuids(), max_size=4),
)
def test_whatever_is_logged_reads_back_to_the_same_hash(
    data: dict[str, Any], actor: str, subject: str, people: list[UUID], tmp_path: Path
) -> None:
    """On either database: JSON comes back with other spellings, moments without their zeros."""
    record(actor=actor, action="member.correct", subject=subject, people=people, data=data)
    assert verify_audit.check(exported(tmp_path), [])[0] == []


def test_an_entry_costs_four_statements() -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        record(actor="worker", action="member.read", people=[uuid4()])
    assert len(asked) == 4


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("form", ["{}", "Số {}.", "ds_{}.xlsx", "[{}]", "-{}-", "a {} b"])
def test_a_number_in_the_clear_is_covered(canary: str, form: str) -> None:
    """A slip of a caller must not stay for ever."""
    text = form.format(canary)
    record(actor=f"Lan ({canary})", action="member.list", subject=f"file:{text}",
           data={"query": text, text: [text, {"deep": text}]})  # fmt: skip
    told = "".join(lines())
    assert canary not in told
    assert "•••" in told


def test_a_number_that_lost_its_zero_is_covered_too() -> None:
    assert record(actor="worker", action="a", data={"n": 99180000001}).data == {"n": "•••"}


def test_uids_counts_and_days_are_not_covered() -> None:
    uid = UUID("12345678-1234-4234-8234-" + "1" * 12)
    data = {"uid": uid, "rows": 365_911, "on": "2025-12-15", "root": "1" * 9 + "a" * 55}
    entry = record(actor="worker", action="import.commit", subject=f"batch:{uid}", data=data)
    assert entry.subject == f"batch:{uid}"
    assert entry.data == data | {"uid": str(uid)}


def test_sealed_values_are_kept_as_they_are() -> None:
    entry = record(
        actor="worker", action="member.correct", data={"changed": {"phone": b"\x01\xff"}}
    )
    assert entry.data == {"changed": {"phone": "Af8="}}


@pytest.mark.parametrize(
    "evil", ["a\r\nb", "\x1b[31mđỏ", "a\x00b", "x\u2028y", "\u202egnort", "\ud800"]
)
def test_no_control_character_reaches_who_or_what(evil: str) -> None:
    entry = record(actor=evil, action="login", subject=evil)
    assert not any(c in entry.actor + entry.subject for c in "\r\n\x1b\0\u2028\u202e\ud800")


def test_what_cannot_be_said_exactly_is_refused() -> None:
    for asked in ({"action": "a" * 41}, {"action": "a", "subject": "s" * 81}):
        with pytest.raises(ValueError, match="too long"):
            record(actor="worker", **asked)
    with pytest.raises(TypeError, match="object"), transaction.atomic():
        record(actor="worker", action="a", data={"what": object()})


def test_a_long_name_is_cut_not_refused() -> None:
    assert len(record(actor="Nguyễn " * 60, action="login").actor) == 200


def test_what_cannot_be_logged_does_not_happen(register: small.Register) -> None:
    """J4: the caller may swallow the error; the transaction still cannot commit."""

    def rename() -> None:
        with transaction.atomic():
            register.na_loc.name = "Chi bộ khác"
            register.na_loc.save()
            with suppress(TypeError):
                record(actor=register.mai, action="org.rename", data={"x": object()})
            register.na_loc.save()

    with pytest.raises(transaction.TransactionManagementError):
        rename()
    register.na_loc.refresh_from_db()
    assert register.na_loc.name == "Chi bộ bản Nà Lốc"


def test_an_undone_transaction_leaves_no_entry_and_no_gap(tmp_path: Path) -> None:
    record(actor="worker", action="backup.make")
    with suppress(DatabaseError), transaction.atomic():
        record(actor="worker", action="backup.make", people=[uuid4()])
        raise DatabaseError
    record(actor="worker", action="backup.make")
    assert Entry.objects.count() == 2
    assert Concerned.objects.count() == 0
    assert verify_audit.check(exported(tmp_path), [])[0] == []


def test_it_refuses_where_nothing_would_hold_it_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a transaction nor in autocommit: somebody steers the connection by hand."""
    by_hand = SimpleNamespace(in_atomic_block=False, get_autocommit=lambda: False)
    monkeypatch.setattr(recording, "connection", by_hand)
    with pytest.raises(transaction.TransactionManagementError):
        record(actor="worker", action="backup.make")


def test_the_log_is_one_spelling(tmp_path: Path) -> None:
    record(actor="Hà Thị Mai (mai)", action="member.read", data={"b": 1, "a": "đ"})
    line = exported(tmp_path).read_text("utf-8").splitlines()[-1]
    assert line == json.dumps(
        json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
