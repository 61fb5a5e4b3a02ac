"""Phone numbers: ten digits beginning with 0, as the networks issue them since September 2018.

phonenumbers knows which ranges exist; alone it reads "(Zalo)" as keypad digits and two numbers in a
cell as one, so cells are taken apart here first. A landline of the years before 2017 (area codes
037, 038, 039) cannot be told from a mobile of today and is read as a mobile.
"""

from __future__ import annotations

import re

import phonenumbers

from dangvien.core.identity import is_placeholder_id
from dangvien.core.reading import EMPTY, Reading
from dangvien.core.reference.codes import phone_prefixes
from dangvien.core.text import clean, is_placeholder

# For the regex engines of Python and of Polars; each match reads as itself without fault. Prefixes
# issued in part only (052, 055, 089) are read in full, and 0987 for the run 0987654….
PLAIN_PHONE = r"^0(?:(?:3[2-9]|5[689]|7[06-9]|8[1-8]|9[0-7])[0-9]|98[0-689]|99[013-9])[0-9]{6}$"

_is_plain = re.compile(PLAIN_PHONE).fullmatch
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋", "0123456789+")
_LOOKALIKES = str.maketrans("OoIl", "0011")
_INNER = re.compile(r"[\s.\-–()_]+")
_BETWEEN = re.compile(r"[/;,|&\n]|\s[-–]\s|\s+(?:hoặc|hay|và)\s+", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"([1-9])[.,](\d+)[eE]\+?(\d{1,2})")
_DIGITS = re.compile(r"\+?\d(?:[\s.\-–()_]*\d)+")


def read_phone(raw: str) -> Reading:
    """Read a phone number; the value is its digits ("0912…"), or the text where it is in doubt."""
    text = clean(raw)
    cleaned = text.translate(_FULL_WIDTH).lstrip("'’ ")
    if not cleaned:
        return EMPTY
    digits = _digits(cleaned)
    if is_placeholder(cleaned) or is_placeholder_id(digits.lstrip("+")):
        return Reading(cleaned, "placeholder")
    if digits.removeprefix("+").isdigit():
        return _single(digits, text) or _several(cleaned, _split(digits))
    return _several(cleaned, [part for part in _BETWEEN.split(cleaned) if _count(part) >= 7])


def _digits(cleaned: str) -> str:
    """The digits without notation; ".0" and powers of ten come from Excel."""
    scientific = _SCIENTIFIC.fullmatch(cleaned)
    if scientific and len(scientific[2].rstrip("0")) <= int(scientific[3]) <= len(scientific[2]):
        return scientific[1] + scientific[2][: int(scientific[3])]
    return _INNER.sub("", re.sub(r"^(\d+)[.,]0+$", r"\1", cleaned))


def _single(digits: str, text: str) -> Reading | None:
    """One number, whatever was wrong with it; None when there are too many digits for one."""
    if len(digits) > 15:
        return None
    reason = None if digits == text else _notation(text)
    number, fault, why = _national(digits)
    if fault is None and (_is_plain(digits) or _is_valid(digits)):
        return Reading(digits, reason=reason)
    if fault and _is_valid(number):
        return Reading(digits, fault, number, reason, why, 0.9)
    return Reading(digits, "malformed", reason=reason)


def _notation(text: str) -> str:
    return "viết lại số Excel ghi dạng lũy thừa" if "e" in text.lower() else "bỏ dấu ngăn cách"


def _national(digits: str) -> tuple[str, str | None, str | None]:
    """The number as dialled today, the fault key that explains the difference, the reason."""
    country = re.fullmatch(r"(?:\+|00)84(?:0?)(\d{8,11})|84(\d{9,10})", digits)
    if country:
        rest = _modern("0" + (country[1] or country[2]))
        if not digits.startswith("84") or _is_valid(rest):
            return rest, "country_code", "thay mã quốc gia +84 bằng số 0"
    if _modern(digits) != digits:
        return _modern(digits), "old_prefix", "đổi đầu số 11 chữ số sang đầu số mới"
    if digits[0] not in "0+":
        padded = "0" + digits
        if _modern(padded) != padded:
            return _modern(padded), "old_prefix", "thêm số 0 ở đầu, đổi sang đầu số mới"
        return padded, "lost_zero", "thêm số 0 bị mất ở đầu"
    return digits, None, None


def _modern(digits: str) -> str:
    """The ten digits that replaced an eleven-digit mobile number in 2018; others unchanged."""
    new = phone_prefixes().get(digits[:4]) if len(digits) == 11 else None
    return new + digits[4:] if new else digits


def _several(cleaned: str, candidates: list[str]) -> Reading:
    """Two numbers, or one with a remark: the first valid one is proposed, mobiles first."""
    if len(candidates) < 2:
        candidates = _DIGITS.findall(cleaned)
    if re.search(r"[OoIl]\d|\d[OoIl]", cleaned):
        return _mistyped(cleaned)
    numbers = [number for number in map(_corrected, candidates) if number]
    if len(numbers) > 1:
        mobiles = [number for number in numbers if not number.startswith("02")]
        fix = (mobiles or numbers)[0]
        return Reading(cleaned, "several", fix, None, "giữ số điện thoại đầu tiên", 0.7)
    if not numbers:
        return Reading(cleaned, "malformed")
    if len(candidates) > 1:
        return Reading(cleaned, "several", numbers[0], None, "giữ số điện thoại đúng", 0.8)
    return Reading(cleaned, "remark", numbers[0], None, "bỏ phần ghi chú", 0.9)


def _mistyped(cleaned: str) -> Reading:
    number = _INNER.sub("", cleaned.translate(_LOOKALIKES))
    fix = number if number.isdigit() and not read_phone(number).fault else None
    why = "thay chữ cái gõ nhầm bằng chữ số" if fix else None
    return Reading(cleaned, "malformed", fix, None, why, 0.8 if fix else 1.0)


def _corrected(text: str) -> str | None:
    found = _DIGITS.search(text)
    if not found:
        return None
    reading = _single(_INNER.sub("", found[0]), "")
    if reading is None or reading.fault == "malformed":
        return None
    return reading.fix or reading.value


def _split(digits: str) -> list[str]:
    """Two numbers written with nothing but a space between them, if both are valid."""
    for at in range(9, 13):
        pair = [digits[:at], digits[at:]]
        if all(part.startswith("0") and _is_valid(_modern(part)) for part in pair):
            return pair
    return []


def _count(text: str) -> int:
    return sum(map(str.isdigit, text))


def _is_valid(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "VN"))
    except phonenumbers.NumberParseException:
        return False
