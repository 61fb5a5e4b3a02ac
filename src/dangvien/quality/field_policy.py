"""The one table: field → who may change it, who has to approve, whether evidence must be named.

A field that is not here is changed by an event or not at all. An approver is whoever holds the
permission on the person's unit or above, and never the proposer: a commune with one officer goes up a
level. Evidence that is only hearsay (`evidence.TOLD`) is approved by somebody, whatever the field.
"""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.core.schema import MEMBER
from dangvien.members.fields import SECTIONS, kept, notation_only
from dangvien.quality.evidence import TOLD


@dataclass(frozen=True, slots=True)
class Policy:
    """What changing a field takes: two permissions (the second "" where nobody approves), evidence."""

    propose: str
    approve: str
    evidence: bool
    by_event: bool = False  # written as an event that restates what the papers say


WITH_SECOND = Policy("finding.work", "finding.approve", evidence=True)
STATED = Policy("finding.work", "finding.approve", evidence=True, by_event=True)
ON_PAPER = Policy("member.edit", "", evidence=True)
FREE = Policy("member.edit", "", evidence=False)

TABLE: dict[str, Policy] = {
    "full_name": WITH_SECOND, "birth_date": WITH_SECOND, "citizen_id": WITH_SECOND,
    "admission_date": STATED, "admission_decision_date": STATED, "official_date": STATED,
    "member_type": STATED,
    "card_number": ON_PAPER, "file_number": ON_PAPER, "old_id_number": ON_PAPER,
    "id_birth_date": ON_PAPER,
    "sex": FREE, "phone": FREE, "ethnicity": FREE, "religion": FREE, "hometown": FREE,
    "permanent_address": FREE, "temporary_address": FREE, "other_name": FREE,
    "temporary_cell": FREE, "residence_cell": FREE, "party_position": FREE,
    "government_position": FREE, "workplace": FREE, "political_theory": FREE,
    "professional_level": FREE,
    **dict.fromkeys((name for name in SECTIONS if name != "verified_date"), FREE),
}  # fmt: skip

# Only an event says these (a move, a death, a new admission), or the machine.
BY_EVENT_ONLY = frozenset({"status", "exemption_date", "org_code", "org_name", "verified_date"})
# The order in which a page asks.
ORDER: tuple[str, ...] = tuple(field.name for field in MEMBER if field.name in TABLE)
WITH_APPROVAL: tuple[str, ...] = tuple(name for name in ORDER if TABLE[name].approve)


def policy(name: str) -> Policy | None:
    """What changing a field takes today; None where no proposal can change it."""
    return TABLE.get(name) if name in kept() else None


def needs(name: str, evidence: str) -> str:
    """The permission of who must approve a value of this field seen there, or ""."""
    one = TABLE[name]
    return one.approve or ("finding.approve" if evidence == TOLD else "")


def needs_second(name: str) -> bool:
    """Whether a value of this field waits for a second person wherever it comes from."""
    return name in TABLE and TABLE[name].approve != ""


def may_propose(held: frozenset[str]) -> frozenset[str]:
    """Fields for which somebody with these permissions may bring a value."""
    today = kept()
    return frozenset(n for n, one in TABLE.items() if n in today and one.propose in held)


def bulk_allowed(name: str, before: str, after: str) -> bool:
    """Whether a safe value of this field may be taken with many others, and alone.

    Never one of identity, unless a name changes in its notation only: letter case, spaces, Unicode.
    """
    one = policy(name)
    if one is None or one.by_event:
        return False
    return not needs_second(name) or notation_only(name, before, after)
