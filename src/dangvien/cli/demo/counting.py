"""What an officer clears before people are counted: rows that look like somebody else, a newcomer."""

from __future__ import annotations

from datetime import date

from dangvien.cli.demo.cast import Cast
from dangvien.exchange.actions.deciding import decide
from dangvien.exchange.answering import answers
from dangvien.exchange.models import Row
from dangvien.members.actions import admit

_CEREMONY, _XIA_NOI = date(2025, 12, 3), "Chi bộ bản Xía Nọi"
# The cell's list was typed before she was admitted. Nobody has a number that begins with 099.
_NEW = {
    "full_name": "Thao Thị Máy", "sex": "Nữ", "birth_date": "14/03/1999", "ethnicity": "Mông",
    "religion": "Không", "hometown": "Xã Tam Lư, tỉnh Thanh Hóa", "phone": "0990000612",
    "permanent_address": "Bản Xía Nọi, xã Tam Lư, tỉnh Thanh Hóa", "citizen_id": "099199000612",
}  # fmt: skip


def settle_conflicts(cast: Cast) -> None:
    """Somebody else after all, says the officer of each row that looks like another: both stay.

    The pairs are then compared side by side, like every pair that the machine takes for one person.
    """
    waiting = Row.objects.filter(fate="conflict", decided="").select_related("batch", "superior")
    for row in waiting.order_by("pk"):
        told = answers(row)
        if told:
            decide(actor=cast.officer, row=row, answer="other" if "other" in told else told[0])


def take_in(cast: Cast) -> None:
    """Write the admission of somebody whom no list has yet."""
    admit(
        actor=cast.officer, unit=cast.cells[_XIA_NOI], values=_NEW, on=_CEREMONY,
        decided_on=_CEREMONY, decision="Quyết định số 15-QĐ/ĐU", source="Hồ sơ kết nạp",
    )  # fmt: skip
