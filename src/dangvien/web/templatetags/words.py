"""How numbers, dates and identifiers are written on the screen (design.md, section 6).

Loaded for every template; what is not known is said ("chưa rõ"), never shown as zero.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.timezone import is_aware

from dangvien import clock
from dangvien.core.dates.partial import bounds
from dangvien.core.identity import citizen_parts
from dangvien.look import numbers

register = template.Library()

UNKNOWN = "chưa rõ"
BULLET = "•"


@register.filter
def number(value: Any) -> str:
    """A count or a measure: 365911 → "365.911", 95.78 → "95,78"; nothing → "chưa rõ"."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, float | Decimal) and value != int(value):
        rounded = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        sign, cents = ("−" if rounded < 0 else ""), int(abs(rounded) * 100)
        return sign + numbers.decimal(cents)
    count = int(value)
    return ("−" if count < 0 else "") + numbers.thousands(abs(count))


@register.filter
def rate(part: int | None, whole: int | None) -> str:
    """Numerator, denominator and rate: 391|rate:612 → "391/612 (63,89 %)"."""
    return UNKNOWN if part is None or whole is None else numbers.share(part, whole)


@register.filter
def signed(value: int) -> str:
    """A difference with its sign: "+2", "−3", "0"."""
    return numbers.signed(value)


@register.filter
def points(hundredths: int) -> str:
    """A difference of rates, in hundredths of a percent: 42 → "+0,42 điểm"."""
    sign = "+" if hundredths > 0 else "−" if hundredths < 0 else ""
    return f"{sign}{numbers.decimal(abs(hundredths))} điểm"


@register.filter
def size(octets: int) -> str:
    """The size of a file: "640 byte", "12,5 kB", "3,1 MB"."""
    for unit, step in (("MB", 2**20), ("kB", 2**10)):
        if octets >= step:
            return f"{octets / step:.1f}".replace(".", ",") + f"{numbers.NBSP}{unit}"
    return f"{octets}{numbers.NBSP}byte"


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A date, also a partly known one: "15/12/2025", "05/1958", "1958"; other text as it stands."""
    if isinstance(value, datetime):
        return numbers.day(_here(value))
    if isinstance(value, date):
        return numbers.day(value)
    if not value or not bounds(value):
        return value or ""
    return "/".join(reversed(value.split("-")))


@register.filter
def known(value: str | None) -> str:
    """What is known of a partly known date: "chỉ biết năm", "chỉ biết tháng, năm" or nothing."""
    if not value or not bounds(value):
        return ""
    return ("chỉ biết năm", "chỉ biết tháng, năm", "")[value.count("-")]


@register.filter
def moment(value: datetime | None) -> str:
    """An instant: "09:12 ngày 15/12/2025"."""
    if value is None:
        return UNKNOWN
    at = _here(value)
    return f"{at:%H:%M} ngày {numbers.day(at)}"


@register.filter
def left(value: date | None) -> str:
    """A deadline with what is left of it: "27/12/2025, còn 12 ngày"."""
    if value is None:
        return UNKNOWN
    days = (value - clock.today()).days
    distance = f"còn {days} ngày" if days > 0 else f"đã qua {-days} ngày" if days else "hôm nay"
    return f"{numbers.day(value)}, {distance}"


@register.filter
def masked(value: str | None) -> str:
    """An identifier on a list: "099•••••2846"; shorter ones show less."""
    text = value or ""
    head, tail = (3, 4) if len(text) >= 12 else (2, 2) if len(text) >= 8 else (0, 0)
    return text[:head] + BULLET * (len(text) - head - tail) + text[len(text) - tail :]


@register.filter
def inside(words: str) -> str:
    """A label as it goes on inside a sentence: "Ngày vào Đảng" → "ngày vào Đảng"."""
    return words[:1].lower() + words[1:]


@register.filter
def without_file(source: str | None) -> str:
    """A source without the name of its file: "Danh sách xã gửi (ds.xlsx)" → "Danh sách xã gửi"."""
    return re.sub(r"\s*\([^()]*\.(?:xlsx?|csv|ods|json)\)$", "", source or "", flags=re.IGNORECASE)


@register.filter
def id_parts(proposed: str, value: str) -> list[tuple[str, str, bool]]:
    """A proposed citizen id taken apart: its digits, what they mean, whether the first was added."""
    parts = citizen_parts(proposed) if len(proposed) == len(value) + 1 else None
    if parts is None or proposed[1:] != value:
        return []
    return [
        (proposed[0], "thêm", True), (proposed[1:3], "mã nơi", False),
        (proposed[3], f"{parts.sex}, {parts.birth_year // 100}xx", False),
        (proposed[4:6], "năm sinh", False), (proposed[6:], "ngẫu nhiên", False),
    ]  # fmt: skip


@register.filter
def grouped_phone(value: str | None) -> str:
    """A phone number 4-3-3: "0990 000 417"."""
    return numbers.spaced_phone(value or "")


@register.filter
def unread(count: int) -> str:
    """The number beside the bell: 7, 99, and "99+" above."""
    return str(count) if count <= 99 else "99+"


@register.filter
def initials(name: str) -> str:
    """First and last initial of a name, for the mark of a person: "Lương Thị Hoài" → "LH"."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))) if words else ""


def _here(value: datetime) -> datetime:
    return value.astimezone(clock.HERE) if is_aware(value) else value
