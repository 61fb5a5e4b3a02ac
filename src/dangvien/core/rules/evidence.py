"""What other columns say against the status: V20 has left though active, V21 exempt without a date.

V20 reads free text, so it is cautious: the words must open a clause ("Đã từ trần ngày …", "Năm 2023
chuyển đi"), so that "vợ đã mất", "con liệt sĩ", "đề nghị xóa tên", "dự kiến chuyển đi" stay silent.
"""

from __future__ import annotations

import polars as pl

from dangvien.core.rules.rule import Case, Rule, active

_CLAUSE = r"(?i)(?:^|[.;,:()\n–—-])\s*"
_WHO = r"(?:(?:đ/c|đồng chí|đảng viên)(?:\s+này)?\s+(?-i:(?:\p{Lu}[\p{L}'’]*\s+){0,5}))?"
_OPENS = (
    _CLAUSE + _WHO +
    r"(?:(?:(?:từ|vào|khoảng)\s+)?(?:(?:ngày|tháng|năm)\s+)?\d[\d/.]*\s*(?:,|:|-|thì)?\s*)*"
)  # fmt: skip
_PAST = r"(?:đã\s+|được\s+|bị\s+)*"
# What may follow a word that means something else before other words ("mất sức", "chuyển đi học").
_ENDS = r"\s*(?:$|[.;,:()\n-]|\d|(?:từ\s+)?(?:ngày|tháng|năm|hồi|vì|do|theo)\b)"
_UNIT = r"(?:chi bộ|đảng bộ|đảng ủy|nơi|xã|phường|thị trấn|huyện|tỉnh|thành phố|tp)"
_DEATH = (
    r"(?:từ trần|tạ thế|qua đời|báo tử|chết\b|hy sinh|hi sinh|mất\s+(?:ngày|tháng|năm)\b|mất\s+\d)"
)
_LOST = r"đã\s+mất" + _ENDS
_OF_A_RELATIVE = (
    r"(?i)\b(?:vợ|chồng|con|bố|mẹ|cha)\b[^.;\n]*"
    r"(?:từ trần|tạ thế|qua đời|báo tử|chết|hy sinh|hi sinh|mất)"
)
_LEFT = (
    rf"chuyển đi(?:{_ENDS}|\s+{_UNIT}\b)"
    r"|chuyển (?:sinh hoạt|shđ|sh)(?: đảng)?(?: chính thức)?\s+"
    rf"(?:đi\b|(?:đến|về|sang|ra)\s+{_UNIT}\b)"
)
_REMOVED = (
    r"(?:(?:có\s+)?(?:quyết định|qđ)(?:\s+số\s+\S+)?\s+(?:về việc\s+)?)?"
    r"(?:xóa tên|xoá tên|khai trừ|(?:xin|cho|đưa)\s+ra khỏi đảng|xin ra đảng|ra khỏi đảng)"
)
_BACK = r"(?i)khôi phục|phục hồi|kết nạp lại|hủy quyết định|huỷ quyết định"
_COMES = rf"(?i)(?:đến|về|sang)\s+từ\b|(?:đến|về|sang)\b[^.;]*\btừ\s+{_UNIT}|tạm thời"

_TEXTS = ("note", "occupation")


def _says(pattern: str, unless: str | None = None) -> tuple[pl.Expr, pl.Expr]:
    """Whether one of the texts opens a clause with the pattern, and the text that does."""
    found = []
    for name in _TEXTS:
        text = pl.col(name)
        hit = text.str.contains(pattern)
        if unless:
            hit &= ~text.str.contains(unless)
        found.append(pl.when(hit).then(text))
    told = pl.coalesce(found)
    return told.is_not_null(), told


def _case(key: str, says: str, pattern: str, unless: str | None = None) -> Case:
    holds, told = _says(pattern, unless)
    return Case(key=key, when=active() & holds, says=says, detail=told)


V20 = Rule(
    code="V20",
    title="Người đã mất, đã chuyển đi, đã ra khỏi Đảng không tính là đang sinh hoạt",
    field="status",
    severity="E",
    dimension="sach",
    basis="Kế hoạch 17-KH/BCĐ",
    why="Để lại trong danh sách thì số đảng viên bị tính thừa.",
    how="Hỏi chi bộ; nếu đúng thì ghi lại trạng thái kèm ngày và số quyết định.",
    any_of=_TEXTS,
    cases=(
        _case(
            "died", "Ghi đang sinh hoạt, nhưng có chỗ ghi: “{detail}”.",
            rf"{_OPENS}(?:{_PAST}{_DEATH}|{_LOST})", _OF_A_RELATIVE,
        ),
        _case(
            "removed", "Ghi đang sinh hoạt, nhưng có chỗ ghi đã ra khỏi Đảng: “{detail}”.",
            rf"{_OPENS}{_PAST}{_REMOVED}", _BACK,
        ),
        _case(
            "transferred", "Ghi đang sinh hoạt, nhưng có chỗ ghi đã chuyển đi: “{detail}”.",
            rf"{_OPENS}{_PAST}(?:{_LEFT})", _COMES,
        ),
    ),
    good=(
        {},
        {"note": "Vợ đã mất"},
        {"note": "Con liệt sĩ, bố hy sinh năm 1968"},
        {"note": "Chuyển đến từ chi bộ bản Sại tháng 3/2024"},
        {"note": "Chuyển sinh hoạt về chi bộ từ xã Tam Thanh"},
        {"note": "Chuyển sinh hoạt tạm thời đến chi bộ Trường THPT"},
        {"note": "Miễn sinh hoạt từ 2020"},
        {"note": "Mất thẻ đảng viên năm 2019"},
        {"note": "Đã mất sức lao động"},
        {"note": "Đã mất hồ sơ gốc"},
        {"note": "Đề nghị xóa tên"},
        {"note": "Dự kiến chuyển đi"},
        {"note": "Bị khai trừ năm 1985, được khôi phục năm 1990"},
        {"note": "Chuyển đi học tập trung"},
        {"occupation": "Nghỉ mất sức"},
        {"note": "Đã từ trần ngày 02/03/2024", "status": "Từ trần"},
    ),
    bad=(
        {"note": "Đã từ trần ngày 02/03/2024"},
        {"note": "từ trần"},
        {"note": "Đã mất"},
        {"note": "Mất ngày 02/03/2024"},
        {"note": "Năm 2023 đã chết"},
        {"occupation": "Đã mất (2021)"},
        {"note": "Đã chuyển đi"},
        {"note": "Chuyển đi tháng 5/2024"},
        {"note": "Đã chuyển sinh hoạt đảng đến chi bộ phường Hạc Thành"},
        {"note": "Chuyển SHĐ đi TP Hồ Chí Minh"},
        {"note": "Bị xóa tên theo QĐ số 12"},
        {"note": "QĐ khai trừ ngày 01/02/2024"},
        {"note": "Đã xin ra khỏi Đảng"},
    ),
)  # fmt: skip

V21 = Rule(
    code="V21",
    title="Miễn công tác và sinh hoạt phải có ngày và nghị quyết",
    field="exemption_date",
    severity="W",
    dimension="du",
    basis="Quy định 24-QĐ/TW, Điều 7 (nay là 208-QĐ/TW)",
    why="Miễn sinh hoạt do chi bộ ra nghị quyết; không có ngày thì không biết miễn từ bao giờ.",
    how="Ghi ngày của nghị quyết chi bộ, hoặc ghi số nghị quyết vào Ghi chú.",
    any_of=("exemption_date", "note"),
    cases=(
        Case(
            key="missing",
            when=(pl.col("status__state") == "exempt") & pl.col("exemption_date").is_null()
            & ~pl.col("note")
            .str.contains(r"(?i)(?:nghị quyết|\bnq\b|quyết định|\bqđ\b|miễn).*\d").fill_null(False),
            says="Ghi miễn công tác và sinh hoạt nhưng chưa có ngày hoặc nghị quyết.",
        ),
    ),
    good=(
        {},
        {"status": "Miễn sinh hoạt", "exemption_date": "01/06/2020"},
        {"status": "Miễn sinh hoạt", "exemption_date": "2020"},
        {"status": "Miễn sinh hoạt", "note": "Nghị quyết chi bộ số 12 ngày 01/06/2020"},
        {"status": "Miễn sinh hoạt", "exemption_date": "x"},  # V25
    ),
    bad=({"status": "Miễn sinh hoạt"}, {"status": "Miễn sinh hoạt", "note": "già yếu"}),
)  # fmt: skip

RULES = (V20, V21)
