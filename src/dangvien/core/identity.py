"""Numbers that identify a person: citizen id, old identity card, Party card, file number.

Digits are never changed silently. Separators, a trailing ".0", an apostrophe of Excel, full-width
digits are notation and go; a lost zero or a letter O for a zero is proposed.
Structure of the citizen id: Nghị định 137/2015/NĐ-CP Điều 13, Thông tư 07/2016/TT-BCA.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from typing import Literal

from dangvien.core.reading import EMPTY, Reading
from dangvien.core.reference import codes as tables
from dangvien.core.text import clean, is_placeholder

PrefixKind = Literal["known", "synthetic", "unknown"]

KNOWN_PREFIXES = frozenset(p for p, kind in tables.id_prefixes().items() if kind == "known")
SYNTHETIC_PREFIX = next(p for p, kind in tables.id_prefixes().items() if kind == "synthetic")

# For the regex engines of Python and of Polars. Each match that is not in PLACEHOLDER_IDS reads as
# itself without fault. A citizen id not beginning with 0 was registered abroad: read in full.
PLAIN_CITIZEN_ID = r"^0[0-9]{11}$"
PLAIN_CARD = r"^(?:[0-9]{8}|0[0-9]{11})$"
PLAIN_FILE_NUMBER = (  # not all zeros, said without look-around
    "^(?:" + "|".join(f"0{{{n}}}[1-9][0-9]{{{5 - n}}}" for n in range(6)) + ")[A-ZĐ]{1,3}$"
)

_WHEEL = string.digits * 3
PLACEHOLDER_IDS = frozenset(
    wheel[start : start + length]
    for length in (8, 9, 12)
    for wheel in (_WHEEL, _WHEEL[::-1], *(digit * 12 for digit in string.digits))
    for start in range(10)
    if start + length <= len(wheel)
)

LOST_ZERO_REASON = "thêm số 0 bị mất ở đầu"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_LOOKALIKES = str.maketrans("OoQlI|", "000111")
_SEPARATORS = re.compile(r"[\s.\-–—_,·]+")
_DECIMAL = re.compile(r"(\d{3,})[.,]0{1,2}")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the digits of a citizen id say: where birth was registered, sex, year of birth."""

    prefix: str
    prefix_kind: PrefixKind
    sex: Literal["nam", "nữ"]
    birth_year: int


def citizen_parts(value: str) -> Parts | None:
    """Take a citizen id apart; None unless it is 12 ASCII digits. Prefix by the 63 provinces."""
    if len(value) != 12 or not (value.isascii() and value.isdigit()):
        return None
    prefix, century = value[:3], int(value[3])
    kind: PrefixKind = "known" if prefix in KNOWN_PREFIXES else "unknown"
    return Parts(
        prefix=prefix,
        prefix_kind="synthetic" if prefix == SYNTHETIC_PREFIX else kind,
        sex="nữ" if century % 2 else "nam",
        birth_year=1900 + 100 * (century // 2) + int(value[4:6]),
    )


def is_placeholder_id(s: str) -> bool:
    """Tell whether digits stand for nothing: all the same, or a run up or down."""
    if not s.isdigit() or not s.isascii():
        return False
    run = s in _WHEEL or s in _WHEEL[::-1] or s[:9] == _WHEEL[1:10]
    return len(set(s)) == 1 or (run and len(s) >= 6)


def read_citizen_id(raw: str) -> Reading:
    """Read a citizen id: 12 digits, kept as text."""
    number = _number(raw)
    if isinstance(number, Reading):
        return number
    digits, reason = number
    if not digits.isdigit():
        return _not_digits(digits, 12)
    length = len(digits)
    if length == 12:
        return Reading(digits, reason=reason)
    if length == 9:
        because = 'số CMND 9 chữ số, thuộc cột "Số CMND cũ"'
        return Reading(digits, "nine_digits", digits, reason, because)
    if length in (10, 11) and digits[0] != "0":
        return _lost_zero(digits, 12, reason)
    return _too_long_or_short(raw, digits, 12, reason)


def read_old_id(raw: str) -> Reading:
    """Read an old identity card number: 9 digits, or the 12 digits of its last years."""
    number = _number(raw)
    if isinstance(number, Reading):
        return _as_length(number)
    digits, reason = number
    if digits.isdigit() and len(digits) in (9, 12):
        return Reading(digits, reason=reason)
    lost = digits.isdigit() and len(digits) == 8 and digits[0] != "0"
    fix = "0" + digits if lost else None
    return _proposed(Reading(digits, "length", reason=reason), fix, LOST_ZERO_REASON, 0.7)


def read_card(raw: str) -> Reading:
    """Read a Party card number: 8 digits, or 12 on the cards with a chip."""
    number = _number(raw)
    if isinstance(number, Reading):
        return _as_length(number)
    digits, reason = number
    if not digits.isdigit():
        return _not_digits(digits, 8)
    length = len(digits)
    if length in (8, 12):
        return Reading(digits, reason=reason)
    if length == 7 and digits[0] != "0":
        return _proposed(
            Reading(digits, "lost_zero", reason=reason), "0" + digits, LOST_ZERO_REASON, 0.9
        )
    if length in (10, 11) and digits[0] != "0":
        lost = _lost_zero(digits, 12, reason)
        return lost if lost.fix else Reading(digits, "length", reason=reason)
    return Reading(digits, "length", reason=reason)


def read_file_number(raw: str) -> Reading:
    """Read a file number: 6 digits and 1-3 letters of the issuing Party organisation."""
    cleaned = clean(raw).translate(_FULL_WIDTH)
    if not cleaned:
        return EMPTY
    packed = re.sub(r"[/\\]", "", _SEPARATORS.sub("", cleaned)).upper()
    shape = re.fullmatch(r"([0-9]+)([A-ZĐ]{0,3})", packed)
    if is_placeholder(cleaned) or (shape and int(shape[1]) == 0):
        return Reading(cleaned, "placeholder")
    if not shape:
        return Reading(cleaned, "malformed")
    digits, letters = shape.groups()
    reason = _reason(raw, packed)
    if len(digits) == 6 and letters:
        return Reading(packed, reason=reason)
    fix = digits.zfill(6) + letters if len(digits) < 6 and letters else None
    return _proposed(Reading(packed, "malformed", reason=reason), fix, LOST_ZERO_REASON, 0.8)


def _number(raw: str) -> Reading | tuple[str, str | None]:
    """Digits without notation and why they changed; or the reading, when there is no number."""
    cleaned = clean(raw).translate(_FULL_WIDTH).lstrip("'’‘` ")
    if not cleaned:
        return EMPTY
    scientific = _SCIENTIFIC.fullmatch(cleaned)
    if scientific:
        lead, decimals, power = scientific[1], scientific[2] or "", int(scientific[3])
        if len(decimals) < power:
            return Reading(cleaned, "rounded")
        if set(decimals[power:]) <= {"0"}:
            return lead + decimals[:power], "viết lại số Excel ghi dạng lũy thừa"
    decimal = _DECIMAL.fullmatch(cleaned)
    digits = decimal[1] if decimal else _SEPARATORS.sub("", cleaned)
    if is_placeholder(cleaned) or is_placeholder_id(digits):
        return Reading(cleaned, "placeholder")
    if not digits.isascii() or not digits.isdigit():
        return cleaned, None
    return digits, _reason(raw, digits)


def _reason(raw: str, value: str) -> str | None:
    text = clean(raw)
    if text == value:
        return None
    tests = (
        (text[:1] in "'’‘`", "bỏ dấu nháy ở đầu"),
        (text != text.translate(_FULL_WIDTH), "đổi chữ số rộng thành chữ số thường"),
        (_DECIMAL.fullmatch(text) is not None, "bỏ phần thập phân do Excel thêm"),
        (not _DECIMAL.fullmatch(text) and _SEPARATORS.search(text), "bỏ dấu ngăn cách"),
        (text.upper() != text, "viết hoa chữ cái"),
    )
    return "; ".join(reason for holds, reason in tests if holds) or None


def _as_length(reading: Reading) -> Reading:
    """Only the citizen id tells a rounded number from one of a wrong length."""
    return replace(reading, fault="length") if reading.fault == "rounded" else reading


def _not_digits(cleaned: str, wanted: int) -> Reading:
    """Other characters among the digits: O for 0, a note, or two numbers in one cell."""
    fault = "letters" if any(map(str.isalpha, cleaned)) else "length"
    packed = _SEPARATORS.sub("", cleaned)
    runs = [run for run in re.findall(r"[0-9]+", packed) if len(run) == wanted]
    if len(runs) == 1:
        return _proposed(Reading(cleaned, fault), runs[0], "giữ lại phần là số", 0.9)
    typed = packed.translate(_LOOKALIKES)
    fix = typed if re.fullmatch(r"[0-9]+", typed) and len(typed) == wanted else None
    return _proposed(Reading(cleaned, fault), fix, "thay chữ cái gõ nhầm bằng chữ số", 0.8)


def _lost_zero(digits: str, length: int, reason: str | None) -> Reading:
    padded = digits.zfill(length)
    fix = padded if padded[:3] in KNOWN_PREFIXES or padded[:3] == SYNTHETIC_PREFIX else None
    confidence = 0.9 if length - len(digits) == 1 else 0.8
    return _proposed(Reading(digits, "lost_zero", reason=reason), fix, LOST_ZERO_REASON, confidence)


def _too_long_or_short(raw: str, digits: str, wanted: int, reason: str | None) -> Reading:
    """Two numbers in one cell: the one of the right length is proposed."""
    runs = [run for run in re.findall(r"[0-9]+", raw) if len(run) == wanted]
    fix = runs[0] if len(runs) == 1 else None
    value = clean(raw) if fix else digits
    reading = Reading(value, "length", reason=None if fix else reason)
    return _proposed(reading, fix, "giữ lại số đủ chữ số", 0.8)


def _proposed(reading: Reading, fix: str | None, why: str, confidence: float) -> Reading:
    """The reading with a fix, unless there is none or it stands for nothing."""
    if fix is None or is_placeholder_id(fix):
        return reading
    return replace(reading, fix=fix, fix_reason=why, confidence=confidence)
