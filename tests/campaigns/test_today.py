"""What waits for an officer today, in the order of the picture, each line with its page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from campaigns import tam_lu
from campaigns.acting import people
from dangvien.campaigns.board import board
from dangvien.quality.models import Finding, Pair, Proposal, Question
from dangvien.web.home.today import gone_up, today
from dangvien.web.places import permissions_of
from register import Register

pytestmark = pytest.mark.django_db


def test_an_officer_and_a_secretary(register: Register, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    made = tam_lu.build(register)
    first, second = people(register.na_loc, 2)
    for number in range(3):
        one = Proposal.objects.create(
            person=first, unit=register.na_loc, values=b"", evidence="card", version=1,
            needs="finding.approve", proposed_by=register.mai if number == 2 else register.hung,
        )  # fmt: skip
        if number == 0:
            Proposal.objects.filter(pk=one.pk).update(
                proposed_at=timezone.now() - timedelta(days=2)
            )
    Finding.objects.create(person=first, unit=register.na_loc, rule="V02", field="full_name",
                           cause="spaces", severity="E", dimension="sach", safe=True,
                           opened_on=date(2025, 12, 15))  # fmt: skip
    Pair.objects.create(first=first, second=second, org=register.commune, probability=0.9,
                        doubtful=True, found_on=date(2025, 12, 15))  # fmt: skip

    gathered = board(made.campaign, register.commune)
    Question.objects.create(kind="doubt", said="Hỏi", key="hoi", began_at=register.na_loc,
                            at=register.province, asked_by=register.hung,
                            asked_on=date(2025, 12, 15))  # fmt: skip
    assert gone_up(register.mai, permissions_of({"commune_officer"})) == (
        "1 câu hỏi đang chờ Đảng bộ tỉnh Thanh Hóa trả lời."
    )
    with django_assert_max_num_queries(12):
        told = today(register.mai, permissions_of({"commune_officer"}), gathered)
    assert [(one.count, one.what, one.told) for one in told] == [
        (2, "đề xuất chi bộ gửi lên chờ duyệt", "1 đề xuất đã chờ quá 24 giờ"),
        (1, "sửa an toàn có thể nhận cả loạt", "dấu cách, mã chữ, viết hoa; không đổi nghĩa"),
        (1, "cặp nghi trùng hồ sơ", "1 cặp cần hai người cùng xem"),
        (3, "bí thư cần gọi hôm nay", "Bản Xía Nọi, Bản Hón Pháy và Bản Piềng Mòn"),
    ]

    own = board(made.campaign, register.na_loc)
    told = today(register.hung, permissions_of({"cell_secretary"}), own)
    assert [(one.count, one.verb, one.address) for one in told] == [(8, "Bắt đầu", "/viec/")]
