"""What is wrong in one short line, where the sentence of the rule says more than a title can hold."""

from __future__ import annotations

from dangvien.quality.queries import Told

_TITLES = {
    "V05.nine_digits": "Số đang ghi là chứng minh thư cũ",
    "V05.rounded": "Số căn cước đã bị Excel làm tròn",
    "V05.letters": "Số căn cước lẫn chữ cái",
    "V04.missing_but_card": "Chưa có số căn cước",
    "V08.year": "Hồ sơ đảng và căn cước ghi hai năm sinh",
}


def title(told: Told) -> str:
    """The line over the page: "Số căn cước thiếu 1 chữ số"."""
    if told.field == "citizen_id" and told.rule == "V05" and told.cause in ("lost_zero", "length"):
        return f"Số căn cước {amiss(told.value or '')}"
    return _TITLES.get(f"{told.rule}.{told.cause}") or told.what.rstrip(".")


def amiss(number: str) -> str:
    """How a number is not twelve digits: "thiếu 1 chữ số"."""
    count = sum(char.isdigit() for char in number)
    if count == 12:
        return "chưa đúng dạng"
    return f"thiếu {12 - count} chữ số" if count < 12 else f"thừa {count - 12} chữ số"
