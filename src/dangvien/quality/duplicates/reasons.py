"""Why one person, why two: the stored keys of reasons in words, with what the register says today."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from dangvien.core.match.comparisons import COMPARISONS
from dangvien.core.rules.words import show
from dangvien.members.models import Person
from dangvien.quality.duplicates.comparing import Numbers
from dangvien.quality.duplicates.finding import NEAR_ID
from dangvien.quality.models import Pair

_SAME = {
    "name": "họ tên", "birth": "ngày sinh", "home": "quê quán", "admission": "ngày vào Đảng",
    "phone": "số điện thoại", "cid": "số định danh", "card": "số thẻ đảng viên",
    "file": "số lý lịch", "old": "số CMND cũ",
}  # fmt: skip
_LEVELS = {f"{one.name}:{level.key}": level.words for one in COMPARISONS for level in one.levels}
# A level that is neither the same nor speaks against: what a typist or a list would make of one person.
_SLIPS = frozenset({
    "name:unaccented", "name:accents", "name:order", "name:sound", "name:middle", "name:slip",
    "name:near", "birth:swapped", "birth:partial", "birth:new_year", "birth:near", "home:province",
})  # fmt: skip
_NUMBERS = {"cid": ("citizen_id", "số định danh"), "card": ("card_number", "số thẻ đảng viên")}
USUAL = "Người gõ hay nhầm kiểu này."


@dataclass(frozen=True, slots=True)
class Told:
    """Reasons for and against, as (icon, sentence)."""

    likely: tuple[tuple[str, str], ...]
    unlikely: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows beside the two records."""

    numbers: tuple[Numbers, Numbers]
    checked: bool  # both citizen ids were compared with their papers
    moved: str  # "from A to B, on a day", or ""
    namesakes: int
    namesake_born: str
    where: str


def reasons(pair: Pair, known: Known, *, clear: bool) -> Told:
    """The reasons of a pair; `clear`: digits that differ are named."""
    keys = list(pair.why)
    likely = [("check", text) for text in _likely(keys, pair, known, clear=clear)]
    unlikely = [("exchange", _sentence(_LEVELS[key])) for key in keys if _against(key)]
    if pair.first.unit_id != pair.second.unit_id:
        unlikely.insert(0, ("exchange", "Đang có tên ở hai chi bộ khác nhau."))
    if known.checked and NEAR_ID in keys:
        unlikely.append(("shield", "Cả hai số định danh đều đã có người đối chiếu với giấy tờ."))
    if known.namesakes:
        unlikely.append(("help", _namesakes(pair.first, known)))
    return Told(tuple(likely), tuple(unlikely))


def short(keys: list[str]) -> str:
    """One line for a list: what is the same, what nearly is."""
    same = _same(keys)
    slips = [_LEVELS[key] for key in keys if key in _SLIPS]
    if NEAR_ID in keys or "cid:near" in keys:
        slips.append("số định danh gần giống nhau")
    if "card:near" in keys:
        slips.append("số thẻ gần giống nhau")
    return _sentence("; ".join([*([f"cùng {_listed(same)}"] if same else []), *slips]))


def _likely(keys: list[str], pair: Pair, known: Known, *, clear: bool) -> list[str]:
    one_unit = pair.first.unit_id == pair.second.unit_id
    same = _same(keys) + (["chi bộ"] if one_unit else [])
    told = [f"Cùng {_listed(same)}."] if same else []
    for name, (kind, words) in _NUMBERS.items():
        near = NEAR_ID in keys if name == "cid" else False
        if near or f"{name}:near" in keys:
            one, other = (held.get(kind, "") for held in known.numbers)
            told.append(f"{_slip_of(words, one, other, clear=clear)} {USUAL}")
    for key in keys:
        if key == "birth:swapped":
            days = [show(one.birth_date or None) for one in (pair.first, pair.second)]
            told.append(f"Ngày và tháng sinh đổi chỗ: {days[0]} và {days[1]}. {USUAL}")
        elif key in _SLIPS:
            told.append(_sentence(_LEVELS[key]))
    if known.moved:
        told.append(f"Có giấy chuyển sinh hoạt {known.moved}.")
    elif not one_unit:
        told.append("Không có giấy chuyển sinh hoạt nào giữa hai chi bộ.")
    return told


def _same(keys: list[str]) -> list[str]:
    return [words for name, words in _SAME.items() if f"{name}:same" in keys]


def _against(key: str) -> bool:
    return bool(_LEVELS.get(key)) and not key.endswith((":same", ":near")) and key not in _SLIPS


def _slip_of(words: str, one: str, other: str, *, clear: bool) -> str:
    """How two numbers differ: "Hai số định danh chỉ đổi chỗ hai chữ số: 52 và 25."."""
    at = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    alike = len(one) == len(other) and bool(at)
    if alike and len(at) == 1:
        digits = f": {one[at[0]]} và {other[at[0]]}" if clear else ""
        return f"Hai {words} chỉ khác một chữ số{digits}."
    if alike and len(at) == 2 and DamerauLevenshtein.distance(one, other) == 1:
        pair = slice(at[0], at[1] + 1)
        digits = f": {one[pair]} và {other[pair]}" if clear else ""
        return f"Hai {words} chỉ đổi chỗ hai chữ số{digits}."
    return f"Hai {words} chỉ hơn kém nhau một chữ số."


def _namesakes(person: Person, known: Known) -> str:
    if known.namesakes == 1:
        born = f", sinh năm {known.namesake_born}" if known.namesake_born else ""
        return f"Tên này hay gặp: trong {known.where} còn một {person.full_name} nữa{born}."
    return f"Tên này hay gặp: trong {known.where} còn {known.namesakes} người cùng tên nữa."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
