"""The preview: read the evidence, judge every row, keep the fates. Nothing of the register changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from dangvien.audit.actions import record
from dangvien.core.schema import PRESENT
from dangvien.exchange import (
    columns,
    elsewhere,
    evidence,
    fates,
    lease,
    recognise,
    states,
    undoing,
)
from dangvien.exchange.fates import Fate
from dangvien.exchange.models import FATES, Batch, Gone
from dangvien.exchange.people import Register
from dangvien.exchange.trouble import JobFailed, bare
from dangvien.files.problem import InputProblem
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths


def preview(uid: str) -> None:
    """Give every row of a batch its fate; a file that cannot be used is refused in its own words.

    What goes wrong otherwise is tried again, and given up in words after the third time.
    """
    trouble: JobFailed | None = None
    for _ in range(lease.TRIES + 1):
        try:
            if _preview(uid):
                return
            break
        except Exception as error:
            trouble = bare(error)
    if trouble is not None:
        raise trouble from None


def _preview(uid: str) -> bool:
    """One attempt; whether there was anything to read."""
    try:
        batch = lease.begin(uid)
    except lease.Superseded:
        return True
    if batch is None:
        return False
    try:
        if batch.undoes_id:
            _undo(batch)
        else:
            _read(batch)
    except InputProblem as problem:
        lease.end(batch, states.REFUSED, str(problem))
    except lease.Superseded:
        return True
    return True


def _read(batch: Batch) -> None:
    recognised = recognise.recognise(batch)
    register = Register(batch.org, batch.as_of)
    declared = list(batch.units.values_list("pk", flat=True))
    judged = fates.judge(recognised, register, declared, batch.source)
    found = recognise.findings(recognised)
    evidence.keep_frame(batch, "findings", found)
    batch.told |= {
        "columns": columns.told(recognised),
        "notes": [*recognised.intake.notes, *columns.sections(recognised)],
        "hidden": [place.rpartition("#")[2] for place in recognised.intake.hidden],
        "findings": recognise.rule_counts(found),
        "left_out": recognised.left_out(),
        "synthetic": recognised.assessment.synthetic,
    }
    superiors = _superiors(batch, judged)
    lease.keep(batch, judged, superiors)
    gone = _gone(register, declared)
    _keep_gone(batch, gone)
    _count(batch, judged, len(gone))
    tops = paths(batch.uploaded_by, "import.run")
    met = sum(elsewhere.beyond(fate.met, tops) for fate in judged)
    if not met:
        lease.end(batch, states.READY)
        return
    over = elsewhere.met_today(batch.uploaded_by) + met > elsewhere.allowance()
    if over:  # nothing of what was found is told before the superior has looked
        batch.told |= {"superior": _above(batch, superiors).pk, "counts": batch.counts}
        batch.counts = {}
    with transaction.atomic():
        lease.end(batch, states.HELD if over else states.READY)
        record(
            actor=batch.uploaded_by, action=elsewhere.MET, org=batch.org,
            subject=f"batch:{batch.uid}", data={"count": met, "held": over},
        )  # fmt: skip


def _undo(batch: Batch) -> None:
    judged = undoing.judge(batch)
    lease.keep(batch, judged, {})
    _count(batch, judged, 0)
    lease.end(batch, states.READY)


def _count(batch: Batch, judged: Sequence[Fate], gone: int) -> None:
    counts = Counter(fate.fate for fate in judged)
    batch.counts = {name: counts.get(name, 0) for name in FATES}
    batch.counts |= {"read": len(judged), "gone": gone, "applied": 0}


def _gone(register: Register, declared: Sequence[int]) -> list[int]:
    """People present in the declared units whom no row may speak of."""
    units = frozenset(declared)
    return sorted(
        pk for pk, stored in register.people.items()
        if stored.unit in units and stored.status in PRESENT and pk not in register.named
    )  # fmt: skip


def _keep_gone(batch: Batch, gone: Sequence[int]) -> None:
    for start in range(0, len(gone), lease.AT_ONCE):
        with transaction.atomic():
            lease.mine(batch)
            Gone.objects.bulk_create(
                Gone(batch=batch, person_id=pk) for pk in gone[start : start + lease.AT_ONCE]
            )


def _superiors(batch: Batch, judged: Sequence[Fate]) -> dict[int, Organisation]:
    """Row number → the lowest organisation above both its unit and the unit of the record elsewhere."""
    met = {fate.number: fate.met for fate in judged if fate.met is not None}
    at = {fate.number: fate.unit or 0 for fate in judged if fate.met is not None}
    units = dict(Organisation.objects.filter(pk__in=list(at.values())).values_list("pk", "path"))
    pairs = {
        number: (units.get(at[number], batch.org.path), holder.path)
        for number, holder in met.items()
    }
    found = elsewhere.superiors(pairs.values())
    return {number: found[pair] for number, pair in pairs.items() if pair in found}


def _above(batch: Batch, superiors: dict[int, Organisation]) -> Organisation:
    """Who releases a held batch: the lowest organisation above all of its meetings."""
    path = batch.org.path
    for org in superiors.values():
        path = elsewhere.common_superior(path, org.path)
    return Organisation.objects.filter(path=path).first() or batch.org
