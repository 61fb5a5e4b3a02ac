"""Who takes over what an organisation leaves: its children here, its people one floor above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from dangvien.accounts.models import User
from dangvien.core.schema import PRESENT
from dangvien.orgs.actions.opening import since_ever
from dangvien.orgs.actions.placing import life, place, rows_from
from dangvien.orgs.actions.soundness import (
    fits_under,
    overlapping,
    period,
    stands_during,
    superiors_during,
)
from dangvien.orgs.models import Organisation, Placement
from dangvien.orgs.periods import in_force
from dangvien.orgs.scope import require

# follow(actor=, unit=, heir=, on=, decision=) -> uids of the people who followed; writes no audit
# entry of its own. `members` adds its own when it starts: the floor below may not import it.
Follow = Callable[..., Iterable[UUID]]
FOLLOWERS: list[Follow] = []


def people_left(org: Organisation) -> Any:
    """People who are still written at an organisation and have not left the Party."""
    return org.people.filter(withdrawn_at=None, same_as=None, status__in=PRESENT)


def take_people(
    *, actor: Any, org: Organisation, heirs: list[Organisation], on: date, decision: str
) -> list[UUID]:
    """Let the people follow to the only successor; refuse while any would be left behind."""
    left = people_left(org).count()
    if left and len(heirs) == 1:
        told: list[UUID] = []
        for follow in FOLLOWERS:
            told += follow(actor=actor, unit=org, heir=heirs[0], on=on, decision=decision)
        left = people_left(org).count()
    else:
        told = []
    if left:
        raise ValidationError(
            f"Còn {left} đảng viên đang ghi ở {org.name}. Chuyển các đồng chí ấy trước."
        )
    later = org.memberships.filter(
        kind="official", until__gt=on, person__withdrawn_at=None, person__same_as=None
    )
    if last := later.order_by("-until").first():
        raise ValidationError(
            {"on": f"Có đảng viên ghi sinh hoạt ở đây đến ngày {last.until:%d/%m/%Y}."}
        )
    return told


def take_children(
    *, org: Organisation, heirs: list[Organisation], on: date, decision: str
) -> list[Organisation]:
    """Hang what stands below under the only successor from that day; refuse without one."""
    rows = Placement.objects.filter(overlapping(period(on, None)), parent=org)
    first: dict[Organisation, Placement] = {}
    for row in sorted(rows.select_related("org"), key=lambda row: since_ever(row.since)):
        first.setdefault(row.org, row)
    if not first:
        return []
    if len(heirs) != 1:
        raise ValidationError(
            f"Còn {len(first)} tổ chức trực thuộc {org.name}. "
            "Chuyển các tổ chức ấy trước, hoặc chọn một tổ chức kế thừa."
        )
    (heir,) = heirs
    for child, row in first.items():
        if since_ever(row.since) > on:
            raise ValidationError(
                {"on": f"{child.name} về trực thuộc từ ngày {row.since:%d/%m/%Y}, sau ngày này."}
            )
        stands_during(heir, period(on, life(child)[1]), "successors")
        fits_under(row.form, rows_from(heir, on)[0].form, on, "successors")
        place(child, on=on, decision=decision, parent_id=heir.pk)
    return list(first)


def check_heirs(*, actor: User, org: Organisation, heirs: list[Organisation], on: date) -> None:
    """Refuse successors that the actor may not reshape, or that do not stand on that day."""
    for heir in heirs:
        require(actor, "org.reshape", heir)
        if heir.pk == org.pk:
            raise ValidationError({"successors": "Tổ chức kế thừa phải là tổ chức khác."})
        stands = heir.placements.filter(in_force(on)).exists()
        if not stands:
            raise ValidationError(
                {"successors": f"{heir.name} không hoạt động ngày {on:%d/%m/%Y}."}
            )
        if org.pk in superiors_during(heir, period(on, life(heir)[1])):
            raise ValidationError({"successors": f"{heir.name} đang trực thuộc tổ chức này."})
