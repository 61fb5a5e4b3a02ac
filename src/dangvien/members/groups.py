"""Fields that are edited together, one page each."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.members.fields import SECTIONS, switched_on

CHECK = "doi-chieu"  # not a group of fields: ticks for all of them


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields under one heading."""

    slug: str
    title: str
    names: tuple[str, ...]


_GROUPS = (
    Group("nguoi", "Người", ("full_name", "other_name", "sex", "birth_date", "id_birth_date",
                             "ethnicity", "religion")),
    Group("so", "Số giấy tờ và điện thoại", ("phone", "citizen_id", "old_id_number", "card_number",
                                             "file_number")),
    Group("noi-o", "Quê quán, nơi ở", ("hometown", "permanent_address", "temporary_address")),
    Group("cong-tac", "Chức vụ, công tác, trình độ", (
        "party_position", "government_position", "workplace", "political_theory",
        "professional_level", "temporary_cell", "residence_cell")),
)  # fmt: skip


def groups() -> tuple[Group, ...]:
    """The groups of today; the optional sections only where they are switched on."""
    more = tuple(name for name in SECTIONS if name in switched_on())
    return (*_GROUPS, Group("khac", "Mục khác", more)) if more else _GROUPS


def group_of(name: str) -> str:
    """The page on which a field is edited."""
    return next((group.slug for group in groups() if name in group.names), _GROUPS[0].slug)
