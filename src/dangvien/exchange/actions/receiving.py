"""A file comes in: sealed as evidence, previewed by a job, its columns settled by a person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import BinaryIO

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.actions import record
from dangvien.core.schema import names
from dangvien.exchange import evidence, states, tasks
from dangvien.exchange.models import Batch
from dangvien.exchange.models import Mapping as Settled
from dangvien.exchange.states import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require

_OPEN = (states.WAITING, states.READING, states.READY, states.HELD)
NO_UNIT = "Đơn vị này chưa có chi bộ nào để nhập vào."


def receive(
    *,
    actor: User,
    org: Organisation,
    units: Iterable[Organisation] | None = None,
    name: str,
    content: BinaryIO,
    source: str,
    as_of: date,
    headings: Mapping[str, str] | None = None,
) -> Batch:
    """Keep a list of members as evidence and have it previewed; nothing of the register changes.

    units: the cells that the file speaks for (default: every cell below org). The same bytes already
    waiting for the same org give back that import. headings: heading text → field, "" leaves it out.
    A file too large to be read raises `InputProblem`.
    """
    require(actor, "import.run", org)
    speaks_for = _units(org, units)
    batch = Batch(
        org=org, file_name=evidence.plain_name(name), source=source.strip()[:160], as_of=as_of,
        uploaded_by=actor, uid=uuid.uuid4(),
    )  # fmt: skip
    try:
        batch.file_hash, batch.file_size = evidence.keep(batch.uid, batch.file_name, content)
        with transaction.atomic():
            kept = _keep(batch, speaks_for, dict(headings or {}), actor)
    except BaseException:
        evidence.forget(batch.uid)
        raise
    if kept is not batch:
        evidence.forget(batch.uid)
    return kept


def _units(org: Organisation, units: Iterable[Organisation] | None) -> list[Organisation]:
    """The declared units, all of them below org; by default its cells in being."""
    if units is not None and (asked := list(units)):
        if not all(unit.path.startswith(org.path) for unit in asked):
            raise Refused("import.run")
        return asked
    below = list(Organisation.objects.under(org).filter(closed_on=None))
    parents = {unit.parent_id for unit in below}
    cells = [unit for unit in below if unit.pk not in parents]
    if not cells:
        raise Impossible(NO_UNIT)
    return cells


def _keep(batch: Batch, units: list[Organisation], headings: dict[str, str], actor: User) -> Batch:
    # Two uploads of one file at once: the second one waits here and finds the first.
    Organisation.objects.select_for_update(no_key=True).get(pk=batch.org_id)
    same = Batch.objects.filter(
        org=batch.org, file_hash=batch.file_hash, state__in=_OPEN, kind="members", undoes=None
    ).first()
    if same is not None and {unit.pk for unit in units} == set(
        same.units.values_list("pk", flat=True)
    ):
        return same
    batch.told = {"headings": _settled(batch, headings)}
    batch.save()
    batch.units.set(units)
    record(
        actor=actor, action="import.receive", org=batch.org, subject=f"batch:{batch.uid}",
        data={"sha256": batch.file_hash, "bytes": batch.file_size, "source": batch.source,
              "units": sorted(unit.pk for unit in units)},
    )  # fmt: skip
    _enqueue(batch)
    return batch


def settle_columns(*, actor: User, batch: Batch, headings: Mapping[str, str]) -> Batch:
    """Settle what headings mean (text → field, "" leaves it out), for the source too; preview again."""
    require(actor, "import.run", batch.org)
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.state not in (states.READY, states.REFUSED) or batch.undoes_id:
            raise Impossible("Lần nhập này không còn ở bước nhận cột.")
        batch.told = {**batch.told, "headings": _settled(batch, dict(headings)), "tries": 0}
        batch.state, batch.refusal = states.WAITING, ""
        batch.save(update_fields=["told", "state", "refusal"])
        record(
            actor=actor, action="import.settle", org=batch.org, subject=f"batch:{batch.uid}",
            data={"columns": len(headings)},
        )  # fmt: skip
        _enqueue(batch)
    return batch


def _settled(batch: Batch, headings: dict[str, str]) -> dict[str, str]:
    """The mapping of this source with what was settled now; the next file of the source finds it."""
    known = {"", *names()}
    if unknown := set(headings.values()) - known:
        raise Impossible(f"Không có ô nào tên là {sorted(unknown)[0][:40]}.")
    told = {" ".join(text.split())[:160]: field for text, field in headings.items()}
    mapping = Settled.objects.select_for_update().filter(org=batch.org, source=batch.source).first()
    if mapping is None:
        if told:
            Settled.objects.create(org=batch.org, source=batch.source, headings=told)
        return told
    if told:
        mapping.headings = {**mapping.headings, **told}
        mapping.save(update_fields=["headings"])
    return dict(mapping.headings)


def _enqueue(batch: Batch) -> None:
    uid = str(batch.uid)
    transaction.on_commit(lambda: tasks.preview.enqueue(uid))
