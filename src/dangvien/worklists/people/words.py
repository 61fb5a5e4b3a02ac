"""How a thing to ask is said on a secretary's list: a task in a few words, no rule, no blame."""

from __future__ import annotations

from collections.abc import Sequence

from dangvien.quality.queries import Told

_SHORT: dict[str, str] = {
    "V01.one_word": "Họ và tên chỉ có một tiếng",
    "V02.digits": "Họ và tên lẫn chữ số",
    "V02.garbled": "Họ và tên bị lỗi phông chữ",
    "V02.title": "Ô họ và tên thêm cách xưng hô, ghi chú",
    "V04.missing": "Chưa có số căn cước",
    "V04.missing_but_card": "Chưa có số căn cước",
    "V05.lost_zero": "Nhìn thẻ căn cước, nhập đủ 12 số",
    "V05.length": "Nhìn thẻ căn cước, nhập đủ 12 số",
    "V05.rounded": "Nhìn thẻ căn cước, nhập đủ 12 số",
    "V05.letters": "Số căn cước lẫn chữ cái",
    "V05.nine_digits": "Số đang ghi là chứng minh thư cũ",
    "V05.future_year": "Số căn cước chưa đúng năm sinh",
    "V06.unknown_prefix": "Nhìn thẻ, xem lại ba số đầu căn cước",
    "V07.sex": "Số căn cước khác giới tính trong hồ sơ",
    "V07.century": "Số căn cước khác thế kỷ sinh",
    "V08.year": "Hồ sơ và căn cước ghi hai năm sinh",
    "V09.shared": "Số căn cước trùng với người khác",
    "V10.shared": "Số thẻ, số lý lịch trùng với người khác",
    "V11.twin": "Có thể đã có một hồ sơ khác",
    "V12.missing": "Chưa có ngày sinh",
    "V12.year_only": "Ngày sinh chỉ có năm",
    "V12.month_only": "Ngày sinh chỉ có tháng, năm",
    "V13.before_admission": "Ngày chính thức trước ngày vào Đảng",
    "V13.too_short": "Ngày vào Đảng và ngày chính thức quá gần",
    "V13.too_long": "Ngày vào Đảng và ngày chính thức quá xa",
    "V15.missing": "Còn thiếu ngày chính thức hoặc số thẻ đảng",
    "V17.not_citizen_id": "Số thẻ 12 số khác số căn cước",
    "V18.malformed": "Số lý lịch chưa đúng dạng",
    "V20.died": "Hỏi lại: có chỗ ghi đã từ trần",
    "V20.removed": "Hỏi lại: có chỗ ghi đã ra khỏi Đảng",
    "V20.transferred": "Hỏi lại: có chỗ ghi đã chuyển đi",
    "V22.missing": "Chưa có số điện thoại",
    "V22.lost_zero": "Số điện thoại thiếu số 0 ở đầu",
    "V22.old_prefix": "Số điện thoại còn đầu số cũ",
    "V22.shared": "Dùng chung số điện thoại với người khác",
    "V24.old_unit": "Địa chỉ còn ghi đơn vị cũ",
    "V24.split": "Địa chỉ còn ghi đơn vị cũ đã chia",
}
# The same of several fields: its label first.
_OF_A_FIELD: dict[str, str] = {
    "bare_number": "{} bị Excel đổi thành con số",
    "swapped": "{} có thể đảo ngày với tháng",
    "impossible": "{} là ngày không có trong lịch",
}


def task(told: Told) -> str:
    """One thing to ask, in a few words: "Nhìn thẻ căn cước, nhập đủ 12 số"."""
    short = _SHORT.get(f"{told.rule}.{told.cause}")
    if short is None and told.cause in _OF_A_FIELD:
        short = _OF_A_FIELD[told.cause].format(told.label)
    if short is None and told.cause == "missing":
        short = f"Chưa có {lower(told.label)}"
    return short or told.what.rstrip(".")


def tasks(found: Sequence[Told]) -> str:
    """All things to ask of one person as one sentence; the first two are named."""
    said = list(dict.fromkeys(task(one) for one in found))
    return ", ".join([*said[:1], *(lower(words) for words in said[1:2])])


def lower(words: str) -> str:
    """The words as they go on inside a sentence."""
    return words[:1].lower() + words[1:]


def given_name(full_name: str) -> str:
    """What a person is called: "Lò Văn Muôn" → "Muôn"."""
    return full_name.rsplit(maxsplit=1)[-1] if full_name.strip() else "chưa rõ tên"


def place(address: str) -> str:
    """Where to find the house: what an address says before it names hamlet, commune and province."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    near = parts[0] if len(parts) > 2 else ""
    return "" if near.lower().startswith(("xã ", "phường ", "thị trấn ", "đặc khu ")) else near
