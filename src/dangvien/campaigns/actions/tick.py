"""Daily: who must sign soon is reminded, who is late is told, then the level above, then the next.

Everything is said once: the key of a notice names campaign, step, unit, day. Units at which nobody
signs in are told together to the nearest unit above where somebody does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dangvien import clock
from dangvien.campaigns import notices
from dangvien.campaigns.gates import Plan, plan_of
from dangvien.campaigns.levels import level_of, taking_part
from dangvien.campaigns.models import Campaign, Deadline, Phase, SignOff
from dangvien.inbox import actions as inbox
from dangvien.inbox.actions import Draft
from dangvien.inbox.recipients import holding, nearest
from dangvien.look.numbers import day

SOON = (0, 1, 3)  # days before the last one on which a unit is reminded
CLIMB = 2  # days of lateness after which the next level above is told
SIGN = "campaign.sign"
KINDS = ("reminder", "late", "escalation")


@dataclass(frozen=True, slots=True)
class Open:
    """A unit that has a step to sign."""

    pk: int
    name: str
    path: str
    phase: Phase
    due: date


def tick() -> int:
    """Remind and escalate in every running campaign; how many notices there were to send."""
    told = 0
    for campaign in Campaign.objects.filter(state=Campaign.RUNNING).select_related("org"):
        with transaction.atomic():
            told += _campaign(campaign)
    return told


def _campaign(campaign: Campaign) -> int:
    held = holding(SIGN)
    rows = list(_open(plan_of(campaign)))
    drafts = [*_to_units(campaign, rows, held), *_to_superiors(campaign, rows, held)]
    inbox.send_many(drafts)
    # What was said before and holds no more leaves the inboxes: signed, extended, or said again later.
    inbox.done_except(f"campaign:{campaign.uid}:", KINDS, {draft.key for draft in drafts})
    return len(drafts)


def _open(plan: Plan) -> Iterator[Open]:
    """Every unit with the first step that it has not signed, and until when; four queries."""
    campaign = plan.campaign
    signed: dict[int, set[int]] = defaultdict(set)
    rows = SignOff.objects.filter(phase__campaign=campaign, reopened_at=None)
    for org, phase in rows.values_list("org", "phase"):
        signed[org].add(phase)
    longer: dict[tuple[int, int], date] = {}
    given = Deadline.objects.filter(phase__campaign=campaign).exclude(org=None).order_by("pk")
    for org, phase, on in given.values_list("org", "phase", "on"):
        longer[org, phase] = on
    units = taking_part(campaign.org).values_list("pk", "name", "path", "form")
    for pk, name, path, form in units.iterator(2000):
        level = level_of(form)
        mine = [one for one in plan.phases if plan.signs(one, level)]
        first = next((one for one in mine if one.pk not in signed[pk]), None)
        if first is not None:
            due = longer.get((pk, first.pk)) or plan.due(first, level)
            yield Open(pk, name, path, first, due)


def _to_units(campaign: Campaign, rows: list[Open], held: set[int]) -> Iterator[Draft]:
    """The own level first: some days before, on the day, and when it has passed."""
    together: dict[tuple[int, int, str, date, bool], list[Open]] = defaultdict(list)
    for one in rows:
        days = (one.due - clock.today()).days
        soon = next((f"due:{most}" for most in SOON if days <= most), "")
        if sort := "late" if days < 0 else soon:
            at = nearest(one.path, held)
            together[at, one.phase.pk, sort, one.due, at == one.pk].append(one)
    for (at, _, sort, due, own), units in together.items():
        yield _of_units(campaign, at, (sort, due), units, own=own)


def _of_units(
    campaign: Campaign, at: int, when: tuple[str, date], units: list[Open], *, own: bool
) -> Draft:
    phase, (sort, due) = units[0].phase, when
    late = sort == "late"
    said = (
        f"{notices.names([one.name for one in units])} chưa ký bước {phase.number}, "
        f"{phase.name.lower()}, {'đã qua hạn' if late else 'hạn'} {day(due)}."
    )
    if not own:
        said += " Ở đó chưa có ai đăng nhập được để ký."
    page = notices.address(campaign, at) if own else notices.address(campaign)
    return Draft(
        key=f"{notices.prefix(campaign, phase, at)}{sort}:{due.isoformat()}{'' if own else ':for'}",
        org=at, kind="late" if late else "reminder", said=said, permission=SIGN, due=due,
        address=f"{page}?buoc={phase.number}" if own else f"{page}?don-vi={at}",
        told={"units": len(units)},
    )  # fmt: skip


def _to_superiors(campaign: Campaign, rows: list[Open], held: set[int]) -> Iterator[Draft]:
    """The level above when a day has passed, the next one above after two more, up to the top."""
    late: dict[tuple[int, int, date], list[Open]] = defaultdict(list)
    for one in rows:
        over = (clock.today() - one.due).days
        if over > 0:
            for pk in _above(one, campaign, held, 1 + (over - 1) // CLIMB):
                late[pk, one.phase.pk, one.due].append(one)
    for (pk, _, due), units in late.items():
        phase = units[0].phase
        yield Draft(
            key=f"{notices.prefix(campaign, phase, pk)}late-below:{due.isoformat()}",
            org=pk, kind="escalation", permission=SIGN, due=due, told={"units": len(units)},
            address=f"{notices.address(campaign)}?don-vi={pk}",
            said=f"{notices.names([one.name for one in units])} quá hạn ký bước {phase.number}, "
                 f"{phase.name.lower()} (hạn {day(due)}). Gọi người chịu trách nhiệm, hoặc gia hạn "
                 "có lý do.",
        )  # fmt: skip


def _above(one: Open, campaign: Campaign, held: set[int], reach: int) -> list[int]:
    """So many superiors in the campaign where somebody signs in, from below.

    Who was told because nobody signs in at the unit itself counts, and is not told again.
    """
    ids = [int(part) for part in one.path.strip("/").split("/")]
    inside = ids[ids.index(campaign.org_id) : -1]
    told = nearest(one.path, held)
    return [pk for pk in [pk for pk in reversed(inside) if pk in held][:reach] if pk != told]
