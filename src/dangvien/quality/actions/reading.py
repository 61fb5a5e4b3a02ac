"""Seeing the numbers of the re-entry list in full, on the screen or in a file: logged."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from dangvien.accounts.models import User
from dangvien.audit.actions import record
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import require
from dangvien.quality.models import ReEntry

MOST = 1_000  # lines of one look or one file
TOO_MANY = "Mỗi lần nhiều nhất 1.000 dòng. Đồng chí chọn đơn vị nhỏ hơn."


@transaction.atomic
def read_numbers(*, actor: User, rows: Sequence[ReEntry], to_file: bool = False) -> None:
    """Log that somebody sees these values as they have to be typed; refuses who may not see them."""
    if len(rows) > MOST:
        raise Impossible({"rows": TOO_MANY})
    units = {row.person.unit_id: row.person.unit for row in rows}
    for unit in units.values():
        require(actor, "member.reveal", unit)
        if to_file:
            require(actor, "member.export", unit)
    where: Organisation | None = min(units.values(), key=lambda unit: unit.path, default=None)
    record(
        actor=actor, action="reentry.export" if to_file else "reentry.read", org=where,
        people={row.person.uid for row in rows}, data={"count": len(rows)},
    )  # fmt: skip
