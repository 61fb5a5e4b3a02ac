"""Two records beside each other, field by field: alike, different, missing; what differs is marked.

A valid number stays masked but for the few digits that differ, and those only for who may reveal it; a
faulty one is shown, since it has to be compared with paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from dangvien import clock
from dangvien.core.cells import Vote, read_cell
from dangvien.core.match.keys import place
from dangvien.core.rules.words import show
from dangvien.core.schema import FIELDS
from dangvien.core.text import fold, tones
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Person
from dangvien.members.sealed import masked
from dangvien.members.sheet import DATES, shown_value, value_of

# The picture's order, then what else tells people apart.
FIRST = ("full_name", "birth_date", "citizen_id", "hometown", "admission_date", "card_number",
         "phone", "org_name")  # fmt: skip
OTHERS = (
    "sex", "member_type", "status", "admission_decision_date", "official_date", "file_number",
    "old_id_number", "id_birth_date", "other_name", "ethnicity", "religion", "permanent_address",
    "temporary_address", "party_position", "government_position", "workplace", "political_theory",
    "professional_level", "temporary_cell", "residence_cell",
)  # fmt: skip
MOST_SHOWN = 3  # digits that may be shown because they differ; more would be the number itself
_NAMED = {"citizen_id": "Số định danh", "org_name": "Chi bộ"}
SAME, SPELLING, DIFFERS, ONLY_FIRST, ONLY_SECOND, NEITHER = (
    "same", "spelling", "differs", "only_first", "only_second", "neither",
)  # fmt: skip
_WORDS = {
    SAME: "Giống", SPELLING: "Giống, khác cách viết", DIFFERS: "Khác", ONLY_FIRST: "Thiếu ở B",
    ONLY_SECOND: "Thiếu ở A", NEITHER: "Cả hai chưa có",
}  # fmt: skip

Numbers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a value, marked where the other record says something else."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both records."""

    name: str
    label: str
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]
    verdict: str
    words: str

    @property
    def differs(self) -> bool:
        """Whether people have to look at it."""
        return self.verdict == DIFFERS

    @property
    def alike(self) -> bool:
        """Whether both say the same."""
        return self.verdict in (SAME, SPELLING)


def compare(
    first: Person, second: Person, numbers: tuple[Numbers, Numbers], *, clear: bool
) -> dict[str, Row]:
    """Every field of both records that at least one of them fills; `clear`: differing digits shown."""
    rows = {}
    for name in (*FIRST, *OTHERS):
        one, other = (
            value_of(person, name, held)
            for person, held in zip((first, second), numbers, strict=True)
        )
        if one or other or name in FIRST:
            rows[name] = _row(name, one, other, clear=clear)
    return rows


def verdict(name: str, one: str, other: str) -> str:
    """How two stored values of a field stand to each other."""
    if not one or not other:
        return NEITHER if not one and not other else ONLY_FIRST if one else ONLY_SECOND
    if one == other:
        return SAME
    return SPELLING if _plain(name, one) == _plain(name, other) else DIFFERS


def _plain(name: str, value: str) -> str:
    kind = FIELDS[name].kind
    if kind == "name":
        return tones(" ".join(value.lower().split()))
    if name == "hometown":
        return place(value)[0]
    return fold(value) if kind in ("address", "text", "code") else value


def _row(name: str, one: str, other: str, *, clear: bool) -> Row:
    how = verdict(name, one, other)
    words = _WORDS[how]
    if name in IDENTIFIERS or (name == "file_number" and _positions(one, other)):
        differ = _positions(one, other) if how == DIFFERS else set()
        left, right = (_number(name, text, differ, clear=clear) for text in (one, other))
        if differ and len(differ) <= MOST_SHOWN:
            words = f"Khác {len(differ)} số"
    else:
        texts = [_shown(name, text) for text in (one, other)]
        left, right = _marked(*texts) if how == DIFFERS and name != "org_name" else (
            (Piece(texts[0]),), (Piece(texts[1]),)
        )  # fmt: skip
    return Row(name, _NAMED.get(name, label(name)), left, right, how, words)


def _shown(name: str, value: str) -> str:
    text = show(value or None) if name in DATES and value else shown_value(name, value)
    return text.upper() if name == "full_name" else text


def sound(name: str, number: str) -> bool:
    """Whether a number is what it should be: then it is masked."""
    return not read_cell(FIELDS[name], number, Vote(), clock.today()).fault


def _positions(one: str, other: str) -> set[int]:
    """Where two numbers of one length differ; nothing of two lengths."""
    if len(one) != len(other):
        return set()
    return {at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b}


def _number(name: str, number: str, differ: set[int], *, clear: bool) -> tuple[Piece, ...]:
    if not number:
        return (Piece(""),)
    few = 0 < len(differ) <= MOST_SHOWN
    text = masked(number) if name in IDENTIFIERS and sound(name, number) else number
    if text != number and few and clear:
        text = "".join(number[at] if at in differ else char for at, char in enumerate(text))
    marked = {at for at in differ if text[at] != "•"} if few else set()
    return _runs(text, marked)


def _runs(text: str, marked: set[int]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for at, char in enumerate(text):
        here = at in marked
        if pieces and pieces[-1].marked == here:
            pieces[-1] = Piece(pieces[-1].text + char, here)
        else:
            pieces.append(Piece(char, here))
    return tuple(pieces)


def _marked(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts with the words (of a date: the parts) that differ marked."""
    between = "/" if one.count("/") == other.count("/") and "/" in one and " " not in one else " "
    mine, theirs = one.split(between), other.split(between)
    left, right = set(range(len(mine))), set(range(len(theirs)))
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        left -= set(range(block.a, block.a + block.size))
        right -= set(range(block.b, block.b + block.size))
    return _joined(mine, left, between), _joined(theirs, right, between)


def _joined(words: list[str], marked: set[int], between: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for at, word in enumerate(words):
        here, text = at in marked, word
        if pieces and not (here and pieces[-1].marked):
            pieces.append(Piece(between))
        elif pieces:
            text = between + word
        if pieces and pieces[-1].marked == here:
            pieces[-1] = Piece(pieces[-1].text + text, here)
        else:
            pieces.append(Piece(text, here))
    return tuple(pieces)
