"""Numbers and dates as a Vietnamese reader expects them: 350.459/365.911 (95,78 %), 15/12/2025.

A rate is never rounded to 100 while something is missing, nor to 0 while something is there.
"""

from __future__ import annotations

from datetime import date

NBSP = "\u00a0"


def thousands(number: int) -> str:
    """A count with dots between thousands: 365911 → "365.911"."""
    return f"{number:,}".replace(",", ".")


def hundredths(part: int, whole: int) -> int:
    """The rate in hundredths of a percent, half up, 0…10000; `whole` must be positive."""
    if part in (0, whole):
        return 0 if part == 0 else 10_000
    return min(max((20_000 * part + whole) // (2 * whole), 1), 9_999)


def decimal(cents: int) -> str:
    """Hundredths with a comma: 9578 → "95,78"."""
    return f"{thousands(cents // 100)},{cents % 100:02d}"


def percent(part: int, whole: int) -> str:
    """The rate: "95,78 %" with a no-break space; "chưa rõ" without a denominator."""
    return f"{decimal(hundredths(part, whole))}{NBSP}%" if whole > 0 else "chưa rõ"


def ratio(part: int, whole: int) -> str:
    """Numerator and denominator: "391/612"."""
    return f"{thousands(part)}/{thousands(whole)}"


def share(part: int, whole: int) -> str:
    """Numerator, denominator and rate in one: "350.459/365.911 (95,78 %)"."""
    return f"{ratio(part, whole)} ({percent(part, whole)})" if whole > 0 else ratio(part, whole)


def signed(number: int) -> str:
    """A difference with its sign, a true minus: "+2", "−3", "0"."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + thousands(abs(number))


def day(value: date) -> str:
    """A full date: "15/12/2025"."""
    return f"{value:%d/%m/%Y}"


def listing(words: list[str]) -> str:
    """Words in a row: "a, b và c"."""
    return " và ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def spaced_phone(number: str) -> str:
    """A ten-digit phone number as 4-3-3; anything else unchanged."""
    if len(number) == 10 and number.isascii() and number.isdigit():
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return number
