"""The register at the size of a city: fills it through the import, then asks what its users ask.

    python bench/city.py --members 50000 --organisations 2000                    SQLite
    python scripts/with_postgres.py -- python bench/city.py --members 470000 --organisations 20000

Prints one JSON line a measure; `bench/run.py --only register` keeps them for docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "src")]
DAY = "2025-12-15"
Rows = Iterator[dict[str, Any]]


def main() -> None:
    """Fill, measure, say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=50_000)
    parser.add_argument("--organisations", type=int, default=2_000)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--import-rows", type=int, default=0, help="time this many first")
    asked = parser.parse_args()
    home = asked.home or Path(tempfile.mkdtemp(prefix="dangvien-city-"))
    os.environ |= {"DANGVIEN_HOME": str(home), "DANGVIEN_TODAY": DAY,
                   "DJANGO_SETTINGS_MODULE": "dangvien.config.settings"}  # fmt: skip
    import django  # noqa: PLC0415

    django.setup()
    import filling  # noqa: PLC0415

    for row in filling.fill(asked.members, asked.organisations, asked.import_rows):
        say(row)
    import cleaning  # noqa: PLC0415

    for row in chain(cleaning.questions(), questions()):
        say(row)


def say(row: dict[str, Any]) -> None:
    """One measure, at once."""
    from django.db import connection  # noqa: PLC0415

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"database": connection.vendor, **row, "peak_gb": round(peak, 2)},
                     ensure_ascii=False), flush=True)  # fmt: skip


def questions() -> Rows:
    """The four questions of the issue, through the pages that users open."""
    import filling  # noqa: PLC0415
    import online  # noqa: PLC0415
    from asking import timed  # noqa: PLC0415

    from dangvien.core.text import fold  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.orgs import actions  # noqa: PLC0415
    from dangvien.orgs.models import Organisation  # noqa: PLC0415

    dice = random.Random(4)  # noqa: S311
    officer, client = filling.officer(), filling.signed_in()
    cells = list(Organisation.objects.filter(children=None).values_list("pk", flat=True))
    held = Person.objects.order_by("uid").values_list("full_name", flat=True)[:500]
    names = [fold(name) for name in held]
    numbers = filling.some_numbers(300)

    def page(address: str) -> None:
        _good(client.get(address))

    yield {"what": "size", "members": Person.objects.count(),
           "organisations": Organisation.objects.count()}  # fmt: skip
    people = list(Person.objects.order_by("uid").values_list("uid", flat=True)[:500])
    yield timed("unit page", lambda: page(f"/dang-vien/?don-vi={dice.choice(cells)}"))
    yield timed("organisation page", lambda: page(f"/to-chuc/{dice.choice(cells)}/"))
    yield timed("record", lambda: page(f"/dang-vien/{dice.choice(people)}/"))
    yield timed("name search", lambda: page(f"/dang-vien/?q={dice.choice(names)}"))
    yield timed("given name", lambda: page(f"/dang-vien/?q={dice.choice(names).split()[-1]}"))
    yield timed("exact id", lambda: _good(filling.find_number(client, dice.choice(numbers))))
    parents = filling.movable()

    def move() -> None:
        unit, there, back = dice.choice(parents)
        org = Organisation.objects.get(pk=unit)
        other = Organisation.objects.get(pk=back if org.parent_id == there else there)
        actions.move(actor=officer, org=org, parent=other, on=filling.next_day(), decision="thử")

    yield timed("subtree move", move, 60)
    with online.served() as port:
        site = filling.site(port)
        online.asked(site, 5, 4)  # the workers have read their code
        for people in (2, 8, 32):
            yield {"what": "pages", **online.asked(site, 20, people)}


def _good(response: Any) -> None:
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} {response.request['PATH_INFO']}")


if __name__ == "__main__":
    main()
