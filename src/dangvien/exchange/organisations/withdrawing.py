"""Rows of an undo into the tree: fields go back, then what was founded goes, the deepest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.organisations import changed_back, founded_back
from dangvien.exchange.organisations.undoing import labels
from dangvien.exchange.payload import opened
from dangvien.orgs import actions
from dangvien.orgs.models import Organisation
from dangvien.quality.actions import forget_units

FEW, MANY = 50, 200
Asked = tuple[Row, dict[str, Any]]


def steps(pending: list[Asked]) -> Iterator[tuple[Any, list[Asked]]]:
    """What was changed first, so that nothing hangs on what goes; then level by level from below."""
    changed = [one for one in pending if one[0].fields]
    for start in range(0, len(changed), FEW):
        yield _change_back, changed[start : start + FEW]
    levels: dict[int, list[Asked]] = {}
    for row, told in pending:
        if not row.fields:
            depth = row.unit.path.count("/") if row.unit else 0
            levels.setdefault(depth, []).append((row, told))
    for level in sorted(levels, reverse=True):
        for start in range(0, len(levels[level]), MANY):
            yield _take_out, levels[level][start : start + MANY]


def _change_back(actor: User, batch: Batch, some: list[Asked]) -> None:
    wrote = _wrote(batch, some)
    assert batch.undoes is not None  # noqa: S101
    for row, told in some:
        org = Organisation.objects.filter(pk=row.unit_id or 0).first()
        back = changed_back.Back()
        if org is not None:
            back = changed_back.judge(org, wrote[told["of"]][1], batch.undoes.as_of)
        if not back.goes:
            _keep(row, f"Đã có người ghi sau nên giữ nguyên: {labels(row.fields)}.")
            continue
        try:
            with transaction.atomic():
                for step in back.steps:
                    step(actor, _why(batch))
            row.applied, row.fields = True, back.goes
            row.reason = f"Trả lại như trước: {labels(back.goes)}."[:300]
        except ValidationError as problem:
            _keep(row, f"Giữ nguyên: {' '.join(problem.messages)}")


def _take_out(actor: User, batch: Batch, some: list[Asked]) -> None:
    wrote = _wrote(batch, some)
    judged = founded_back.judge([wrote[told["of"]] for _, told in some])
    going: list[Row] = []
    for row, told in some:
        one = judged[told["of"]]
        if one.how == founded_back.WITHDRAW:
            going.append(row)
        elif one.how == founded_back.CLOSE:
            _close(actor, batch, row, one.why)
        else:
            _keep(row, one.why)
    _withdraw(actor, batch, going)


def _withdraw(actor: User, batch: Batch, going: list[Row]) -> None:
    """Nothing of the rows may point at what goes; what they spoke of stays in their sealed words."""
    orgs = [row.unit for row in going if row.unit]
    pks = [org.pk for org in orgs]
    try:
        with transaction.atomic():
            forget_units(pks)
            Row.objects.filter(unit__in=pks, batch__kind="organisations").update(unit=None)
            actions.withdraw_all(actor=actor, orgs=orgs, source=_why(batch))
    except (ValidationError, ProtectedError):  # somebody wrote at one of them this very moment
        for row in going:
            _keep(row, founded_back.WORKED_ON)
        return
    for row in going:
        row.unit, row.applied, row.reason = None, True, founded_back.WITHDRAWN


def _close(actor: User, batch: Batch, row: Row, why: str) -> None:
    try:
        with transaction.atomic():
            actions.close(actor=actor, org=row.unit or batch.org, on=clock.today(),
                          decision=_why(batch))  # fmt: skip
        row.applied, row.reason = True, why
    except ValidationError as problem:
        _keep(row, f"Giữ lại: {' '.join(problem.messages)}")


def _wrote(batch: Batch, some: list[Asked]) -> dict[int, Asked]:
    """Number → the row of the undone list that each of these takes back."""
    assert batch.undoes is not None  # noqa: S101
    rows = batch.undoes.rows.filter(number__in=[told["of"] for _, told in some])
    return {row.number: (row, opened(row)) for row in rows.select_related("batch")}


def _keep(row: Row, why: str) -> None:
    row.fate, row.reason = "conflict", why[:300]


def _why(batch: Batch) -> str:
    assert batch.undoes is not None  # noqa: S101
    return f"Hoàn tác danh sách: {batch.undoes.file_name}"[:120]
