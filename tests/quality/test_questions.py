"""Questions travel up a level at a time, the answers come back, what is asked twice is asked once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.inbox.models import Notice
from dangvien.quality.actions import questions
from dangvien.quality.models import Finding, Question
from dangvien.quality.queries import questions as queries
from quality.asking import Asking, asking
from register import Register

SAID = "Thẻ cũ ghi chín số, có dùng được không?"
SignedIn = Callable[[User], Client]


@pytest.fixture
def world(register: Register) -> Asking:
    return asking(register)


def ask(world: Asking, who: User | None = None, unit: str = "na_loc", **more: object) -> Question:
    """A doubt of a cell's secretary about its first finding."""
    said = {"findings": world.of(getattr(world.register, unit)), "kind": "doubt", "said": SAID}
    return questions.ask(actor=who or world.register.hung, **{**said, **more})  # type: ignore[arg-type]


def holder(finding: Finding) -> str:
    finding.refresh_from_db()
    return finding.holder


def test_a_doubt_goes_up_and_the_answer_comes_back(world: Asking) -> None:
    r = world.register
    one, about = ask(world), world.of(r.na_loc)[0]
    assert (one.began_at, one.at, one.rule, one.due) == (
        r.na_loc,
        r.commune,
        "V05",
        date(2025, 12, 18),
    )
    assert holder(about) == "officer"
    questions.pass_up(actor=r.mai, question=one, said="Xã chưa gặp trường hợp này.")
    one.refresh_from_db()
    assert (one.at, holder(about)) == (r.province, "above")
    questions.answer(actor=r.tinh, question=one, said="Được, ghi chú lại ở hồ sơ.")
    one.refresh_from_db()
    assert (one.state, holder(about)) == ("answered", "cell")
    told = Notice.objects.filter(kind="answer", done_at=None)
    assert {notice.user for notice in told} == {r.hung, r.mai}  # who asked, and who passed it up
    assert not Notice.objects.filter(kind="question", done_at=None).exists()
    assert [reply.level for reply in queries.thread(one)] == [r.commune, r.province]
    questions.close(actor=r.hung, question=one)
    one.refresh_from_db()
    assert one.state == "closed"
    logged = Entry.objects.filter(action__startswith="question.").values_list("action", flat=True)
    assert list(logged.order_by("pk")) == [
        "question.ask", "question.pass_up", "question.answer", "question.close",
    ]  # fmt: skip


def test_what_two_cells_of_a_commune_ask_is_one_question(world: Asking) -> None:
    r = world.register
    first = ask(world)
    again = ask(world, world.office, "party_office", said="the CU ghi chin so,  co dung duoc khong")
    assert again.same_as == first
    assert queries.counts(r.mai)["cho"] == 1
    assert queries.page(queries.tab(r.mai, "cho"), r.mai, None, oldest=True)[0].alike == 1  # type: ignore[attr-defined]
    questions.answer(actor=r.mai, question=first, said="Được.")
    again.refresh_from_db()
    assert again.state == "answered"
    assert queries.thread(again).get().said == "Được."
    assert holder(world.of(r.party_office)[0]) == "cell"


def test_two_communes_ask_the_same_only_when_both_have_sent_it_up(world: Asking) -> None:
    r = world.register
    first, other = ask(world), ask(world, world.clinic, "clinic")
    questions.pass_up(actor=r.mai, question=first, said="Trường hợp của bản Nà Lốc.")
    other.refresh_from_db()
    assert other.same_as is None
    questions.pass_up(actor=r.binh, question=other, said="Xã Bên cũng gặp.")
    other.refresh_from_db()
    assert other.same_as == first
    # what the other commune said on the way is none of this one's business
    assert [reply.said for reply in queries.thread(first)] == ["Trường hợp của bản Nà Lốc."]
    questions.answer(actor=r.tinh, question=other, said="Dùng số mới.")
    for one in (first, other):
        one.refresh_from_db()
        assert one.state == "answered"
    assert "Trường hợp của bản Nà Lốc." not in [reply.said for reply in queries.thread(other)]
    late = ask(world, world.clinic, "clinic", findings=world.of(r.clinic, 1))
    assert late.same_as is None  # an answered question is not asked: somebody must look again
    assert (queries.answered_before(r.tinh, late) or pytest.fail("hidden")).said == "Dùng số mới."


def test_another_rule_or_another_kind_is_another_question(world: Asking) -> None:
    ask(world)
    about = world.of(world.register.party_office)
    Finding.objects.filter(pk=about[0].pk).update(rule="V12")
    assert ask(world, world.office, "party_office").same_as is None
    assert ask(world, world.office, "party_office", kind="technical").same_as is None


def test_each_person_at_the_police_is_a_question_of_their_own(world: Asking) -> None:
    r = world.register
    first = ask(world, kind="police")
    second = ask(world, kind="police", findings=world.of(r.na_loc, 1))
    assert second.same_as is None
    assert [holder(one) for one in world.findings[r.na_loc.pk]] == ["police", "police"]
    own = ask(world, r.mai, "party_office", kind="police")  # the officer goes there herself
    assert own.at == r.commune
    questions.answer(actor=r.mai, question=own, said="Công an xã xác nhận số mới.")
    assert holder(world.of(r.party_office)[0]) == "officer"
    questions.pass_up(actor=r.mai, question=first, said="Công an xã chưa tra được.")
    assert holder(world.of(r.na_loc)[0]) == "above"


def test_nobody_answers_their_own_question(world: Asking) -> None:
    r = world.register
    own = ask(world, r.mai)
    assert own.at == r.province
    with pytest.raises(Refused):
        questions.answer(actor=r.mai, question=own, said="Được.")
    top = ask(world, r.tinh, "clinic")
    assert top.at == r.province  # nothing is above
    with pytest.raises(ValidationError):
        questions.answer(actor=r.tinh, question=top, said="Được.")
    with pytest.raises(ValidationError):
        questions.pass_up(actor=r.tinh, question=top, said="Lên nữa.")


def test_the_oldest_like_it_takes_the_place_of_one_that_is_withdrawn(world: Asking) -> None:
    r = world.register
    first = ask(world)
    second = ask(world, world.office, "party_office")
    questions.close(actor=r.hung, question=first)
    second.refresh_from_db()
    assert (second.same_as, second.state, second.at) == (None, "open", r.commune)
    assert [holder(world.of(unit)[0]) for unit in (r.na_loc, r.party_office)] == ["cell", "officer"]
    assert Notice.objects.filter(kind="question", done_at=None).count() == 1
    questions.answer(actor=r.mai, question=second, said="Được.")
    first.refresh_from_db()
    assert first.state == "closed"


def test_problems_are_collected_and_sent_up_together(world: Asking) -> None:
    r = world.register
    texts = ("Máy treo khi lưu", "Không in được phiếu", "Đăng nhập chậm")
    all_three = [ask(world, kind="technical", said=said, findings=()) for said in texts]
    sent = questions.send_up(actor=r.mai, questions=all_three[:2], said="Xã tổng hợp, xin hỗ trợ.")
    assert {one.at for one in sent} == {r.province}
    told = Notice.objects.get(org=r.province, kind="question", done_at=None)
    assert told.said == "Đảng bộ xã Tam Lư gửi lên 2 câu hỏi, đang chờ trả lời."
    assert queries.counts(r.mai) == {"toi": 0, "cho": 1, "tren": 2}
    assert queries.waiting_above(r.mai) == 2
    assert len(queries.technical(r.commune)) == 3
    assert queries.technical(r.other_commune) == []


@pytest.mark.parametrize(
    "said", ["", "  ", "Số 0990" + "80000001 sai", "thẻ 38 010 001 0", "x" * 2001]
)
def test_empty_words_and_numbers_of_people_are_refused(world: Asking, said: str) -> None:
    with pytest.raises(ValidationError):
        ask(world, said=said)
    assert not Question.objects.exists()


def test_what_is_out_of_reach_does_not_exist(world: Asking, signed_in: SignedIn) -> None:
    r = world.register
    with pytest.raises(Refused):
        ask(world, r.hung, "party_office")
    one = ask(world)
    address = f"/hoi-dap/{one.uid}/"
    everybody = (r.hung, r.mai, r.tinh, world.office, r.binh, world.clinic, r.leader)
    seen = {user: signed_in(user).get(address).status_code for user in everybody}
    assert [user.username for user, status in seen.items() if status == 200] == [
        "hung",
        "mai",
        "tinh",
    ]
    for user in (world.office, r.binh, r.leader):
        for deed in ("tra-loi", "chuyen", "khep"):
            assert signed_in(user).post(f"{address}{deed}/", {"said": "Được."}).status_code in (
                403,
                404,
            )
    one.refresh_from_db()
    assert one.state == "open"


def test_a_superior_reads_the_rule_and_the_unit_not_the_name(
    world: Asking, signed_in: SignedIn
) -> None:
    r = world.register
    one, person = ask(world), world.of(world.register.na_loc)[0].person
    assert person is not None
    page = signed_in(r.tinh).get(f"/hoi-dap/{one.uid}/").content.decode()
    assert "Số căn cước gồm đúng 12 chữ số" in page
    assert r.na_loc.name in page
    assert person.full_name not in page
    assert person.full_name in signed_in(r.hung).get(f"/hoi-dap/{one.uid}/").content.decode()
