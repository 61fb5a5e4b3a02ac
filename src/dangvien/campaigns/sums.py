"""Parts must make the total: figures that do not are refused in words, never printed."""

from __future__ import annotations

from collections.abc import Mapping

from dangvien.look.numbers import thousands


class Refused(ValueError):  # noqa: N818
    """Parts that do not add up; the text is for people."""


def check(total: int, parts: Mapping[str, int], of: str = "Tổng") -> None:
    """Refuse parts that do not make the total, or are no counts; names say which."""
    if wrong := [name for name, part in parts.items() if part < 0]:
        raise Refused(f"{of}: {', '.join(wrong)} là số âm, không thể là số đếm.")
    summed = sum(parts.values())
    if summed == total:
        return
    told = " + ".join(thousands(part) for part in parts.values())
    gap = abs(summed - total)
    raise Refused(
        f"{of}: {told} = {thousands(summed)}, không phải {thousands(total)} "
        f"({'thừa' if summed > total else 'thiếu'} {thousands(gap)}). "
        f"{_hint(summed, total)}Chưa công bố được số này."
    )


def _hint(summed: int, total: int) -> str:
    """Two digits that changed places are the usual slip of a report typed by hand."""
    swapped = sorted(str(summed)) == sorted(str(total)) and summed != total
    return "Hai số cùng các chữ số, có thể gõ đảo chỗ. " if swapped else ""
