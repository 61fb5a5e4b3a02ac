"""V20 reads what people write in free text: right when it speaks, so it speaks rarely."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.core.engine import check_record
from dangvien.core.rules import sample

Check = Callable[..., dict[tuple[str, str], str]]
STATUS = ("V20", "status")


@pytest.mark.parametrize(
    ("note", "cause"),
    [
        ("Đ/c Hường đã mất ngày 02/03/2024", "died"),
        ("Đồng chí Nguyễn Thị Hường từ trần năm 2023", "died"),
        ("Hưu trí. Đã từ trần 02/2024, gia đình giữ thẻ", "died"),
        ("Ốm nặng, chết ngày 05/01/2025", "died"),
        ("Đã qua đời", "died"),
        ("ĐÃ TỪ TRẦN", "died"),
        ("12/03/2024 đã mất", "died"),
        ("Hy sinh tháng 8/2024 khi làm nhiệm vụ", "died"),
        ("Đã chuyển đi ngày 01/06/2024", "transferred"),
        ("Chuyển đi chi bộ bản Sại", "transferred"),
        ("Đã chuyển sinh hoạt đi", "transferred"),
        ("Tháng 5/2024 chuyển sinh hoạt đảng chính thức về phường Hạc Thành", "transferred"),
        ("Đã xoá tên", "removed"),
        ("Bị khai trừ ra khỏi Đảng", "removed"),
        ("Quyết định số 15-QĐ/ĐU xóa tên", "removed"),
        ("Được cho ra khỏi Đảng 2024", "removed"),
    ],
)
def test_plain_evidence_is_found(member: Check, note: str, cause: str) -> None:
    assert member(note=note) == {STATUS: cause}


@pytest.mark.parametrize(
    "note",
    [
        "Bố mẹ đã mất",
        "Vợ ốm nặng, qua đời năm 2020",
        "Mẹ chết, bố già yếu",
        "Chồng hy sinh năm 1972, hưởng chế độ",
        "Con liệt sĩ",
        "Thương binh 3/4; con đã hy sinh",
        "Mất sức lao động 61%",
        "Đã mất thẻ, đề nghị cấp lại",
        "Đã mất liên lạc từ 2023",
        "Chuyển đến tháng 5/2023",
        "Chuyển từ chi bộ bản Sại đến",
        "Chuyển sinh hoạt về địa phương năm 2015",
        "Chuyển sinh hoạt đảng đến chi bộ từ xã Tam Thanh",
        "Đang làm thủ tục chuyển sinh hoạt đảng đến phường Hạc Thành",
        "Chuyển sinh hoạt đến chi bộ Trường THPT (tạm thời)",
        "Chuẩn bị chuyển đi",
        "Chuyển đi làm ăn xa",
        "Xin ra khỏi ban chấp hành",
        "Có đơn xin ra khỏi Đảng, chi bộ chưa xét",
        "Đề nghị khai trừ",
        "Xóa tên năm 1990, kết nạp lại năm 2005",
        "Được miễn sinh hoạt",
        "Nghỉ chế độ",
        "Không chuyển đi",
    ],
)
def test_what_only_looks_like_it_is_left_alone(member: Check, note: str) -> None:
    assert member(note=note) == {}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_any_text_can_be_read(note: str) -> None:
    """No text makes the expressions fail, and V20 never speaks of one who has left."""
    record = {**sample.MEMBER, "status": "Từ trần", "note": note}
    found = check_record(record, as_of=sample.AS_OF)
    assert not [one for one in found if one["rule"] == "V20"]
