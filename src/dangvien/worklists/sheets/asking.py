"""What a sheet asks, on paper and when it is keyed in: the same things in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dangvien.files.house_visit import Answer, Question
from dangvien.quality.models import Finding
from dangvien.worklists.fixing import Ask, amiss
from dangvien.worklists.fixing.asks import CHOICE, DAY, DIGITS, NONE
from dangvien.worklists.models import Item, Sheet

# On paper a source is three words beside a box.
TICKS = {
    "card": "Tôi đã nhìn thẻ", "copy": "Bản sao trong hồ sơ", "told": "Đảng viên đọc",
    "file": "Lý lịch gốc", "decision": "Quyết định",
}  # fmt: skip
_COPY = "Chép lại từ thẻ:"
_OF_ID = {
    "nine_digits": "là số chứng minh nhân dân cũ", "letters": "lẫn chữ cái",
    "rounded": "đã bị Excel làm tròn",
}  # fmt: skip


def findings_of(sheets: Iterable[Sheet]) -> dict[int, list[Finding]]:
    """The findings of each sheet in the order in which they were printed; one query."""
    rows = Item.objects.filter(sheet__in=[sheet.pk for sheet in sheets])
    found: dict[int, list[Finding]] = {}
    for row in rows.select_related("finding").order_by("sheet", "number"):
        found.setdefault(row.sheet_id, []).append(row.finding)
    return found


def question(one: Ask) -> Question:
    """One thing as it stands on the sheet."""
    pieces, answer, ticks, blank = _pieces(one), _answer(one), _ticks(one), ""
    if one.offer:
        answer, ticks, blank = "none", ("Đúng",), "Chưa đúng, sửa là:"
    elif one.told.rule == "V08" or one.kind == NONE:
        blank = "Ý kiến khác:"
    seen = tuple(TICKS[where.key] for where in one.evidence) if one.kind == CHOICE else ()
    return Question(
        title=one.told.label, told=pieces, answer=answer, ticks=ticks, blank=blank, sources=seen
    )


def _answer(one: Ask) -> Answer:
    if one.kind == DIGITS:
        return "digits"
    if one.kind == DAY:
        return "date"
    return "none" if one.kind in (NONE, CHOICE) else "line"


def _ticks(one: Ask) -> tuple[str, ...]:
    if one.kind == CHOICE:
        return tuple(words for _, words in one.choices)
    return tuple(TICKS[seen.key] for seen in one.evidence)


def _pieces(one: Ask) -> tuple[str, ...]:
    """Plain and bold by turns: "Đang ghi **99058004217**, thiếu 1 chữ số. Chép lại từ thẻ:"."""
    told, value = one.told, one.told.value or ""
    what = told.what.rstrip(".")
    if one.kind == DIGITS:
        if told.rule == "V04" or not value:
            return ("Chưa có số căn cước. " + _COPY,)
        if told.rule == "V05":
            return ("Đang ghi ", value, f", {_OF_ID.get(told.cause) or amiss(value)}. {_COPY}")
        return (f"{what}. {_COPY}",)
    if told.rule == "V08":
        end = "Giữ cả hai; tuổi đảng tính theo hồ sơ đảng. Ghi ngày sinh trên thẻ:"
        return _bold(f"{what}. {end}", value)
    if one.offer:
        return (f"{_held(what, value)}{what}. Ghi lại: ", one.offer_shown, ".")
    return _bold(f"{_held(what, value)}{what}. {_how(told.how)}", value)


def _held(what: str, value: str) -> str:
    return f"Đang ghi {value}. " if value and value not in what else ""


def _how(how: str) -> str:
    return how if how.endswith((".", ":")) else f"{how}."


def _bold(text: str, value: str) -> tuple[str, ...]:
    """The text with the present value in bold, where it stands in it."""
    if not value or value not in text:
        return (text,)
    before, after = text.split(value, 1)
    return before, value, after


def fields_of(asks: Sequence[Ask]) -> set[str]:
    """Fields that the sheet asks about, and so does not show a second time."""
    return {one.field for one in asks} | {one.told.field for one in asks if one.told.rule != "V08"}
