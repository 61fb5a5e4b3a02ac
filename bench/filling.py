"""Fills a register for the bench: a nation's tree by hand, its members through the import."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import online
import polars as pl
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from dangvien.accounts.models import User
from dangvien.core import organisations
from dangvien.core.text import sort_key
from dangvien.exchange import actions, tasks
from dangvien.exchange.models import Batch
from dangvien.members.models import Identifier, Person
from dangvien.orgs.models import Grant, Organisation, Placement

FOUNDED, DAY = date(2025, 7, 1), date(2025, 12, 15)
CHUNK = 100_000  # members a file: what a province sends in one list
_days = count(1)


def fill(members: int, organisations_: int, timed: int) -> Iterator[dict[str, Any]]:
    """Fill the register; gives the times of the imports. `timed`: rows of the first list.

    While the lists are committed, ten people keep opening pages of what is there already.
    """
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if Organisation.objects.exists():
        return
    with TemporaryDirectory() as folder:
        lists = nation(members, Path(folder))
        tree(pl.read_csv(lists / "organisations.csv", infer_schema=False), organisations_)
        frame = pl.read_csv(lists / "members.csv", infer_schema=False)
    sizes = [timed] if timed else []
    while (left := frame.height - sum(sizes)) > 0:
        sizes.append(min(CHUNK, left))
    start = 0
    with online.served() as port:
        for size in sizes:
            with online.beside(site(port), people=10, pause=1.0) as told:
                row = bring_in(frame.slice(start, size), f"ds-{start}.csv")
            yield row | told
            start += size


def nation(members: int, folder: Path) -> Path:
    """A synthetic nation's lists, with the usual dirt."""
    command = [sys.executable, "-m", "dangvien.cli", "synth", "--members", str(members),
               "--seed", "11", "--format", "csv", "--out", str(folder)]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


def tree(rows: pl.DataFrame, wanted: int) -> None:
    """The organisations of the nation as they stand, padded with empty cells up to `wanted`."""
    from dangvien.files.read import read_organisations  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / "organisations.csv"
        rows.write_csv(path)
        units = organisations.from_list(read_organisations(path), as_of=DAY).units
    units = units.filter(
        pl.col("org_name").is_not_null() & (pl.col("org_name") != "Chưa rõ chi bộ")
    )
    told = units.select("unit", "parent", "org_name", "org_code", "form_key").to_dicts()
    parents = {row["unit"]: row["parent"] for row in told}

    def depth(unit: int) -> int:
        return 0 if parents.get(unit) is None else 1 + depth(parents[unit])

    made: dict[int, Organisation] = {}
    top = None
    for level in range(1 + max(map(depth, parents))):
        here = [row for row in told if depth(row["unit"]) == level]
        found = [_organisation(row, made.get(row["parent"]) or top) for row in here]
        _keep(found)
        made |= {row["unit"]: org for row, org in zip(here, found, strict=True)}
        top = top or found[0]
    communes = [org for org in made.values() if org.form == "xa"] or [top]
    spare = [_organisation({"unit": f"s{n}", "org_name": f"Chi bộ trống {n}", "org_code": "",
                            "form_key": "chi_bo_co_so"}, communes[n % len(communes)])
             for n in range(wanted - len(made))]  # fmt: skip
    _keep(spare)
    boss = User.objects.create(username="bench", full_name="Cán Bộ Đo")
    Grant.objects.create(user=boss, role="province_officer", org=top, since=FOUNDED)


def _organisation(row: dict[str, Any], parent: Organisation | None) -> Organisation:
    return Organisation(
        name=row["org_name"], code=row["org_code"] or "", form=row["form_key"] or "", parent=parent,
        path=f"/new-{row['unit']}/", sort_key=sort_key(row["org_name"]), founded_on=FOUNDED,
    )  # fmt: skip


@transaction.atomic
def _keep(found: list[Organisation]) -> None:
    Organisation.objects.bulk_create(found, batch_size=500)
    for org in found:
        org.path = f"{org.parent.path if org.parent else '/'}{org.pk}/"
    Organisation.objects.bulk_update(found, ["path"], batch_size=500)
    Placement.objects.bulk_create(
        [Placement(org=o, parent=o.parent, name=o.name, form=o.form, code=o.code, since=FOUNDED)
         for o in found], batch_size=500,
    )  # fmt: skip


def bring_in(frame: pl.DataFrame, name: str) -> dict[str, Any]:
    """One list through the import, by the functions that the pages and the worker call."""
    top = Organisation.objects.get(parent=None)
    began = time.perf_counter()
    batch = actions.receive(
        actor=officer(), org=top, name=name, content=BytesIO(frame.write_csv().encode()),
        source="đo", as_of=DAY,
    )  # fmt: skip
    tasks.preview.func(str(batch.uid))
    previewed = time.perf_counter()
    batch = Batch.objects.get(pk=batch.pk)
    actions.commit(actor=officer(), batch=batch)
    tasks.apply.func(str(batch.uid))
    checked = time.perf_counter()
    batch.refresh_from_db()
    done = began + (batch.committed_at - batch.uploaded_at).total_seconds()
    return {"what": "import", "rows": frame.height, "state": batch.state, "counts": batch.counts,
            "preview_s": round(previewed - began, 1),
            "commit_s": round(done - previewed, 1), "checked_s": round(checked - done, 1)}  # fmt: skip


@cache
def officer() -> User:
    """The province officer who asks."""
    return User.objects.get(username="bench")


@cache
def signed_in() -> Client:
    """A browser of the officer in whose session the second factor counts as given."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415

    held = Authenticator.objects.filter(user=officer(), type="totp").first()
    factor = held or TOTP.activate(officer(), "A" * 32).instance
    client = Client(headers={"host": "localhost"})
    client.force_login(officer())
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "id": factor.pk, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(officer().pk)
    session.save()
    return client


def site(port: int) -> online.Site:
    """What the officer's browser would open: units, records, searches, the tree."""
    cells = Organisation.objects.filter(children=None).order_by("path")
    people = Person.objects.order_by("uid").values_list("uid", "full_name")[:150]
    addresses = [f"/dang-vien/?don-vi={pk}" for pk in cells.values_list("pk", flat=True)[:150]]
    addresses += [f"/to-chuc/{pk}/" for pk in cells.values_list("pk", flat=True)[:60]]
    addresses += [f"/dang-vien/{uid}/" for uid, _ in people]
    addresses += [f"/dang-vien/?q={quote(name)}" for _, name in people]
    jar = signed_in().cookies
    return online.Site(port, f"session={jar['session'].value}", tuple(addresses))


def some_numbers(many: int) -> list[str]:
    """Citizen ids that the register holds."""
    held = Identifier.objects.filter(kind="citizen_id", until=None).select_related("person")[:many]
    return [settings.RING.open(i.sealed, f"identifier:{i.person.uid}:{i.kind}") for i in held]


def find_number(client: Client, number: str) -> Any:
    """The search page asked for a number."""
    return client.post("/dang-vien/", {"q": number})


@cache
def movable() -> list[tuple[int, int, int]]:
    """Units with a subtree, each with the two parents it is moved between."""
    communes = list(Organisation.objects.filter(form="xa").values_list("pk", flat=True)[:40])
    units = Organisation.objects.filter(parent__in=communes, children__isnull=False).distinct()
    return [(u.pk, communes[0], communes[1]) for u in units[:20]]


def next_day() -> date:
    """Another day for another move: two placements cannot begin on one."""
    return FOUNDED + timedelta(days=next(_days))


__all__ = ["Person", "bring_in", "fill", "find_number", "movable", "officer", "signed_in"]
