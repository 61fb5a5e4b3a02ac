"""Fields with a closed list of values: sex, member type, status, ethnic group, religion, levels.

A value's own label in any case, spacing, hyphenation or tone placement is a notation and is put in
force; another name for it is an alias and is proposed; what nothing explains is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dangvien.core.reading import EMPTY, Reading
from dangvien.core.reference import codes as tables
from dangvien.core.schema import MEMBER_TYPES, SEXES, STATUSES
from dangvien.core.text import clean, fold, is_placeholder, tones

LABEL_REASON = "ghi theo giá trị chuẩn"
ALIAS_REASON = "tên gọi khác của giá trị trong danh mục"

_CODES = {"sex": SEXES, "member_type": MEMBER_TYPES, "status": STATUSES}
_LISTS = {"ethnicity": tables.ethnic_groups, "religion": tables.religions}
_WITHOUT_ALIAS_FAULT = ("member_type", "status")  # a guess there is unknown, with a proposal
_MAY_SAY_MORE = ("status", "political_theory", "professional_level")  # "Đại học Luật", "Chết 2019"
_LEADING = re.compile(r"^(?:dân tộc|dt|tộc người|người|tôn giáo|theo đạo|đạo|theo) ")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Table:
    """Keys of labels, of aliases (with all values they may mean), and of labels without marks."""

    labels: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    unmarked: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]]


def read_sex(raw: str) -> Reading:
    """Read a sex: nam or nữ. Numbers are codes of nobody knows which list, so unknown."""
    return Reading(clean(raw), "unknown") if clean(raw) == "0" else _read("sex", raw)


def read_member_type(raw: str) -> Reading:
    """Read a member type: official or probationary."""
    return _read("member_type", raw)


def read_status(raw: str) -> Reading:
    """Read a member's status, one of `schema.STATUSES`."""
    return _read("status", raw)


def read_ethnicity(raw: str) -> Reading:
    """Read an ethnic group, named as in the list of 2008; a number only where both lists agree."""
    return _read("ethnicity", raw)


def read_religion(raw: str) -> Reading:
    """Read a religion; "Không" is an answer, an empty cell is none."""
    return _read("religion", raw)


def read_code(field: str, raw: str) -> Reading:
    """Read a level of training: field "political_theory" or "professional_level"."""
    return _read(field, raw)


def _read(field: str, raw: str) -> Reading:
    cleaned = clean(raw)
    if not cleaned:
        return EMPTY
    table, key = _table(field), _key(cleaned)
    value = table.labels.get(key) or table.labels.get(key.replace(" ", ""))
    if value:
        return Reading(value, reason=None if value == cleaned else LABEL_REASON)
    meant = table.aliases.get(key) or table.unmarked.get(key)
    if meant is None and is_placeholder(cleaned):
        return Reading(cleaned, "placeholder")
    if meant is None and key.isdigit():
        return _number(table, cleaned)
    return _guess(field, cleaned, meant or _approximate(field, table, key))


def _guess(field: str, cleaned: str, meant: tuple[str, ...]) -> Reading:
    fault = "unknown" if len(meant) != 1 or field in _WITHOUT_ALIAS_FAULT else "alias"
    if len(meant) == 1:
        return Reading(cleaned, fault, meant[0], None, ALIAS_REASON, 0.9)
    return Reading(cleaned, fault, detail="; ".join(meant) or None)


def _number(table: _Table, cleaned: str) -> Reading:
    """Two code lists are in use and differ: a number means something only where they agree."""
    meant = table.numbers.get(cleaned.zfill(2), ())
    if not meant:
        return Reading(cleaned, "unknown")
    if len(meant) == 1:
        return Reading(cleaned, "bare_code", meant[0], None, "mã số giống nhau ở hai danh mục", 0.8)
    return Reading(cleaned, "bare_code", detail="; ".join(meant))


def _approximate(field: str, table: _Table, key: str) -> tuple[str, ...]:
    """Values meant by a key with a word before it or, where that is usual, with more behind it."""
    bare = _LEADING.sub("", key)
    named = table.aliases | {label: (value,) for label, value in table.labels.items()}
    meant = named.get(bare) or table.unmarked.get(bare)
    if meant or field not in _MAY_SAY_MORE:
        return meant or ()
    starts = [name for name in named if key.startswith(name + " ")]
    return named[max(starts, key=len)] if starts else ()


@cache
def _table(field: str) -> _Table:
    listed = _LISTS[field]() if field in _LISTS else ()
    aliases = tables.aliases(field)
    named = [(value, value) for value in _CODES.get(field, ())]
    named += [(coded.name, coded.name) for coded in listed]
    named += [(alias.alias, alias.value) for alias in aliases if alias.applied]
    labels = {_key(name): value for name, value in named}
    spaceless = {key.replace(" ", ""): value for key, value in labels.items()}
    guesses = [(_key(alias.alias), alias.value) for alias in aliases if not alias.applied]
    guesses += [(_key(coded.former), coded.name) for coded in listed if coded.former]
    first, second = ({coded.codes[place] for coded in listed} for place in (0, 1))
    numbers = [(code, coded.name) for coded in listed for code in coded.codes]
    return _Table(
        spaceless | labels,
        _grouped(guesses),
        _grouped((fold(key), value) for key, value in labels.items()),
        _grouped((code, name) for code, name in numbers if code in first & second),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        held = found.get(key, ())
        found[key] = held if value in held else (*held, value)
    return found


def _key(s: str) -> str:
    return tones(_NOT_LETTERS.sub(" ", clean(s).lower()).strip())
