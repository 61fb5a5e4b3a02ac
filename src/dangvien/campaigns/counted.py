"""Which fields a campaign counts: those of a tier, or a choice of its own, and how that is said.

Clean in a campaign means what `core.score` means by clean, over these fields: each mandatory one holds
something, and none has an open E-finding that no exception covers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dangvien.campaigns.models import Campaign
from dangvien.core.schema import FIELDS, MEMBER
from dangvien.quality.masks import mandatory, mask

TIERS = {1: "chín thông tin đồng bộ", 2: "hồ sơ cơ bản"}


def fields_of(tier: int) -> list[str]:
    """The fields that count as clean in a tier, all of them."""
    return [one.name for one in MEMBER if one.tier <= tier]


def in_order(names: Iterable[str]) -> list[str]:
    """The fields of the schema among these names, each once, in the order of the schema."""
    wanted = set(names)
    return [one.name for one in MEMBER if one.name in wanted]


def fields(campaign: Campaign) -> list[str]:
    """The fields that a campaign counts; one that names none counts its tier's."""
    return in_order(campaign.fields) or fields_of(campaign.tier)


def by_tier(campaign: Campaign) -> bool:
    """Whether it counts exactly its tier's fields: then a verdict says whether a record is clean."""
    return set(fields(campaign)) == set(fields_of(campaign.tier))


def masks(campaign: Campaign) -> tuple[int, int]:
    """The sets of its fields as numbers: those that must hold something, and all of them."""
    told = fields(campaign)
    return mandatory(told), mask(told)


def syncs(campaign: Campaign) -> bool:
    """Whether a clean record can go to the handbook: nothing of tier 1 is left out."""
    return set(fields(campaign)) >= set(fields_of(1))


def labels(names: Collection[str]) -> list[str]:
    """The fields as a page names them."""
    return [FIELDS[one].label for one in in_order(names)]


def differing(names: Collection[str], tier: int) -> tuple[list[str], list[str]]:
    """What a choice adds to the tier's fields and what it leaves out, by label."""
    usual = set(fields_of(tier))
    return labels(set(names) - usual), labels(usual - set(names))


def in_words(names: Collection[str], tier: int) -> str:
    """How a choice differs from the tier; "" where it does not."""
    added, left_out = differing(names, tier)
    told = []
    if added:
        told.append(f"tính thêm {', '.join(added)}")
    if left_out:
        told.append(f"không tính {', '.join(left_out)}")
    return f"So với {TIERS[tier]}: {'; '.join(told)}." if told else ""
