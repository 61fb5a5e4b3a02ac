"""What a column means, from the one to four headings that stand above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from dangvien.core.schema import FIELDS
from dangvien.files.headings import Table, field_of, key

WEAK = 100_000  # added to the rank of a heading whose group is unknown: "Vợ/chồng" over "Họ và tên"

# Group heading and part below it → the field, or the part, that the two make together.
_TOGETHER = {
    ("birth_date", "male"): "male_birth",
    ("birth_date", "female"): "female_birth",
    ("sex", "male"): "male",
    ("sex", "female"): "female",
    ("admission_date", "probationary"): "admission_date",
    ("admission_date", "official"): "official_date",
    ("member_type", "official"): "official",
    ("member_type", "probationary"): "probationary",
    ("full_name", "family_name"): "family_name",
    ("full_name", "given_name"): "given_name",
}
_OF_BIRTH = {"ngày": "birth_day", "tháng": "birth_month", "năm": "birth_year"}  # folded, năm is nam
_NUMBER = {"so", "so hieu", "ma so", "ma", "so the"}
_PLACE = re.compile(
    r"(?:thon|ban|to|ap|xom|khu|khoi|pho|duong|so nha|xa|phuong|thi tran|huyen|quan|thi xa|tinh"
    r"|thanh pho|tp|dac khu|dan pho| )+"
)
_BETWEEN = re.compile(r"[\n/,;+–-]|\bvà\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Fields a column holds (several: stacked in one cell), or the part of a field, or nothing."""

    fields: tuple[str, ...] = ()
    part: str = ""
    rank: int = 0


NOTHING = Meaning()


def meaning(stack: tuple[str, ...], table: Table) -> Meaning:
    """Find what the headings of one column, from the top one down, mean together."""
    if not stack:
        return NOTHING
    group, leaf = stack[:-1], stack[-1]
    if part := _birth_part(group, leaf, table):
        return part
    whole = " ".join(stack)
    if found := field_of(whole, table):
        return Meaning((found[0],), rank=found[1])
    if part_found := field_of(whole, "part"):
        return Meaning(part=part_found[0], rank=part_found[1])
    return _below(group, leaf, table) if group else _stacked((), leaf, table)


def _birth_part(group: tuple[str, ...], leaf: str, table: Table) -> Meaning | None:
    above = _group_field(group, table)
    part = _OF_BIRTH.get(normalize("NFC", leaf).strip().lower())
    return Meaning(part=part) if above and above[0] == "birth_date" and part else None


def _group_field(group: tuple[str, ...], table: Table) -> tuple[str, int] | None:
    if not group:
        return None
    return field_of(" ".join(group), table) or field_of(group[-1], table)


def _below(group: tuple[str, ...], leaf: str, table: Table) -> Meaning:
    above = _group_field(group, table)
    if above and (made := _in_group(above, group, leaf, table)) != NOTHING:
        return made
    if own := field_of(leaf, table):
        return Meaning((own[0],), rank=own[1] + WEAK)
    if part := field_of(leaf, "part"):
        return Meaning(part=part[0], rank=part[1] + WEAK)
    return NOTHING if above else _stacked((), leaf, table)


def _in_group(above: tuple[str, int], group: tuple[str, ...], leaf: str, table: Table) -> Meaning:
    """What a heading adds to the field that its group heading names."""
    name, rank = above
    part = field_of(leaf, "part")
    made = _TOGETHER.get((name, part[0] if part else ""), "")
    if key(leaf) in _NUMBER:
        made = name
    if made:
        return Meaning((made,), rank=rank) if made in FIELDS else Meaning(part=made)
    if FIELDS[name].kind == "address" and _PLACE.fullmatch(key(leaf)):
        return Meaning(part=name)
    return _stacked(group, leaf, table)


def _stacked(group: tuple[str, ...], leaf: str, table: Table) -> Meaning:
    """A heading that lists several fields: "Dân tộc, tôn giáo", "Ngày vào Đảng / chính thức"."""
    pieces = [piece.strip() for piece in _BETWEEN.split(leaf) if piece.strip()]
    above = _group_field(group, table)
    before = above[0] if above else ""
    fields: list[str] = []
    rank = above[1] if above else 0
    for piece in pieces if len(pieces) > 1 else ():
        found = None if group else field_of(piece, table)
        part = field_of(piece, "part")
        name = found[0] if found else _TOGETHER.get((before, part[0] if part else ""), "")
        if name not in FIELDS or name in fields:
            return NOTHING
        fields.append(name)
        before = before if group else name
        rank = max(rank, found[1] if found else 0)
    return Meaning(tuple(fields), rank=rank) if fields else NOTHING
