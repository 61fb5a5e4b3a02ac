"""Pages of pairs: who is let in, what nobody is shown, how many questions the database is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.models import User
from dangvien.audit.models import Entry
from dangvien.members.models import Person
from dangvien.quality import duplicates
from dangvien.quality.models import Inquiry, Merge, Pair
from members.people import taken_in
from quality.pairs import both, crowd, officer, pair_of, second_self, values
from register import Register

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "Đã hỏi bí thư hai chi bộ"


def asked(client: Client, address: str) -> tuple[str, int]:
    """The page, and how many questions it took."""
    with CaptureQueriesContext(connection) as told:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), len(told)


def near(register: Register, **more: Any) -> Pair:
    """The pair of the picture: two ids with two digits changed round."""
    return pair_of(register, other=values(citizen_id="099187003258", card_number=""), **more)


def seen(pair: Pair) -> str:
    """The versions that a form rests on."""
    versions = [Person.objects.get(pk=pk).version for pk in (pair.first_id, pair.second_id)]
    return "-".join(map(str, versions))


def test_the_page_says_why_and_shows_only_the_digits_that_differ(
    register: Register, signed_in: SignIn
) -> None:
    pair = near(register)
    page, _ = asked(signed_in(register.mai), f"/trung/{pair.uid}/")
    assert "Cùng họ tên, ngày sinh, quê quán, ngày vào Đảng, số điện thoại và số lý lịch." in page
    assert "Hai số định danh chỉ đổi chỗ hai chữ số: 52 và 25. Người gõ hay nhầm kiểu này." in page
    assert "Không có giấy chuyển sinh hoạt nào giữa hai chi bộ." in page
    assert "Đang có tên ở hai chi bộ khác nhau." in page
    assert "<mark>52</mark>" in page
    for number in ("099187003528", "099187003258", "09933418", "0990000286", "0990 000 286"):
        assert number not in page
    entry = Entry.objects.filter(action="duplicate.read").get()
    assert set(entry.concerned.values_list("person", flat=True)) == {
        pair.first.uid,
        pair.second.uid,
    }
    assert entry.data == {"numbers": "differing"}


def test_a_faulty_number_is_shown_for_it_is_compared_with_paper(
    register: Register, signed_in: SignIn
) -> None:
    pair = pair_of(register)
    page, _ = asked(signed_in(register.mai), f"/trung/{pair.uid}/")
    assert f"{second_self()['citizen_id']}<" in page.replace("\n", "")
    assert "099187003528" not in page


def test_only_who_is_above_both_gets_the_page(register: Register, signed_in: SignIn) -> None:
    pair = near(register, at=register.clinic)
    for one in (register.mai, register.binh, register.hung, register.leader, register.khach):
        client = signed_in(one)
        for tail in ("", "gop/", "duyet-gop/", "tach/"):
            assert client.get(f"/trung/{pair.uid}/{tail}").status_code == 404
            assert (
                client.post(f"/trung/{pair.uid}/{tail}", {"tra-loi": "mot-nguoi"}).status_code
                == 404
            )
    page, _ = asked(signed_in(register.mai), "/trung/")
    assert "một hồ sơ ở đơn vị khác" in page
    assert str(pair.uid) not in page
    assert str(pair.second.uid) not in page
    assert register.clinic.name not in page
    page, _ = asked(signed_in(register.binh), "/trung/")
    assert str(pair.second.uid) in page
    assert str(pair.first.uid) not in page
    assert register.na_loc.name not in page
    assert signed_in(register.tinh).get(f"/trung/{pair.uid}/").status_code == 200


def test_two_people_with_a_reason(register: Register, signed_in: SignIn) -> None:
    pair = pair_of(register)
    Pair.objects.update(doubtful=False)
    mai = signed_in(register.mai)
    address = f"/trung/{pair.uid}/"
    told = {"tra-loi": "hai-nguoi", "versions": seen(pair)}
    empty = mai.post(address, told)
    assert empty.status_code == 422
    assert "Vì sao là hai người khác nhau?" in empty.content.decode()
    done = mai.post(address, told | {"ly-do": "Chi bộ biết cả hai người", "ghi-them": "anh em họ"})
    assert (done.status_code, done.url) == (302, "/trung/")
    page, _ = asked(mai, address)
    assert "Chi bộ biết cả hai người; anh em họ" in page
    history, _ = asked(mai, f"/dang-vien/{pair.first.uid}/")
    assert "So với một hồ sơ nghi trùng: hai người khác nhau" in history
    again = mai.post(address, {"mo-lai": "1", "ghi-them": ""})
    assert again.status_code == 422
    assert mai.post(address, {"mo-lai": "1", "ghi-them": "tìm thấy lý lịch"}).status_code == 302


def test_an_answer_to_an_old_page_is_asked_again(register: Register, signed_in: SignIn) -> None:
    pair = pair_of(register)
    old = seen(pair)
    Person.objects.filter(pk=pair.first_id).update(version=9)
    answer = signed_in(register.mai).post(
        f"/trung/{pair.uid}/", {"tra-loi": "mot-nguoi", "versions": old}
    )
    assert answer.status_code == 422
    assert "vừa được sửa" in answer.content.decode()
    for versions in ("", "1", "1-2-3", "x-y", "9" * 30 + "-1"):
        answer = signed_in(register.mai).post(
            f"/trung/{pair.uid}/", {"tra-loi": "mot-nguoi", "versions": versions}
        )
        assert answer.status_code == 422


def test_merge_from_the_answer_to_the_split(register: Register, signed_in: SignIn) -> None:
    pair = near(register)
    Pair.objects.update(doubtful=False)
    mai, thu = signed_in(register.mai), signed_in(officer("thu", register.commune))
    address = f"/trung/{pair.uid}/"
    answered = mai.post(address, {"tra-loi": "mot-nguoi", "versions": seen(pair)})
    assert answered.url == f"{address}gop/"
    lacking = mai.post(f"{address}gop/", {"giu": "first", "versions": seen(pair)})
    assert lacking.status_code == 422
    assert "Chọn một giá trị." in lacking.content.decode()
    told = {"giu": "first", "o--citizen_id": "second", "can-cu": REASON, "versions": seen(pair)}
    assert mai.post(f"{address}gop/", told).url == f"{address}duyet-gop/"
    assert mai.post(f"{address}gop/", told).status_code == 302  # twice is once
    assert Merge.objects.count() == 1
    assert mai.post(f"{address}duyet-gop/", {"duyet": "1"}).status_code == 404  # never by oneself
    page, _ = asked(thu, f"{address}duyet-gop/")
    assert "Hà Thị Mai" in page
    assert "099187003258" not in page
    assert thu.post(f"{address}duyet-gop/", {"tra": "1", "vi-sao": ""}).status_code == 422
    done = thu.post(f"{address}duyet-gop/", {"duyet": "1"})
    assert done.url == f"/dang-vien/{pair.first.uid}/"
    assert mai.get(f"/dang-vien/{pair.second.uid}/").url == f"/dang-vien/{pair.first.uid}/"
    page, _ = asked(mai, f"{address}tach/")
    assert "Trở về như trước khi gộp" in page
    assert mai.post(f"{address}tach/", {"ly-do": "", "sau-do": ""}).status_code == 422
    asks = mai.post(f"{address}tach/", {"ly-do": "gộp nhầm", "sau-do": "different"})
    assert asks.url == f"{address}tach/"
    assert mai.post(f"{address}tach/", {"tach": "1"}).status_code == 404
    assert thu.post(f"{address}tach/", {"tach": "1"}).url == address
    assert Person.objects.alive().count() == 2
    pair.refresh_from_db()
    assert (pair.state, pair.ended_on) == (Pair.DIFFERENT, None)
    page, _ = asked(mai, f"/dang-vien/{pair.second.uid}/")
    assert "Tách lại khỏi hồ sơ đã gộp vào" in page


def test_a_proposal_about_an_edited_record_is_not_approved(
    register: Register, signed_in: SignIn
) -> None:
    pair = near(register)
    Pair.objects.update(doubtful=False)
    thu = officer("thu", register.commune)
    duplicates.answer(actor=register.mai, pair=pair, answer="same")
    duplicates.propose(
        actor=register.mai, pair=pair, keeps="first", choices={"citizen_id": "first"},
        reason=REASON, seen=(1, 1),
    )  # fmt: skip
    Person.objects.filter(pk=pair.first_id).update(version=2)
    client = signed_in(thu)
    page, _ = asked(client, f"/trung/{pair.uid}/duyet-gop/")
    assert "đã được sửa sau khi có đề nghị này" in page
    answer = client.post(f"/trung/{pair.uid}/duyet-gop/", {"duyet": "1"})
    assert answer.status_code == 422
    assert "Chưa gộp" in answer.content.decode()
    assert Person.objects.alive().count() == 2
    told = client.post(f"/trung/{pair.uid}/duyet-gop/", {"tra": "1", "vi-sao": "chọn lại"})
    assert told.status_code == 302
    assert Merge.objects.get().state == Merge.REFUSED


def test_the_cell_reads_of_its_own_member_alone(register: Register, signed_in: SignIn) -> None:
    pair = near(register, at=register.clinic)
    duplicates.answer(actor=register.tinh, pair=pair, answer="unsure")
    mine = Inquiry.objects.get(unit=register.na_loc)
    hung = signed_in(register.hung)
    page, count = asked(hung, f"/trung/hoi/{mine.uid}/")
    assert "Phạm Thị Hiền" in page
    for secret in (str(pair.uid), str(pair.second.uid), register.clinic.name):
        assert secret not in page
    assert count <= 16
    assert (
        hung.get(f"/trung/hoi/{Inquiry.objects.get(unit=register.clinic).uid}/").status_code == 404
    )
    assert hung.post(f"/trung/hoi/{mine.uid}/", {"biet": ""}).status_code == 422
    assert hung.post(f"/trung/hoi/{mine.uid}/", {"biet": "here"}).status_code == 302
    page, _ = asked(signed_in(register.tinh), f"/trung/{pair.uid}/")
    assert "Chỉ có một người, đang sinh hoạt ở chi bộ này" in page


def test_a_record_with_eight_likes_opens_and_lists_them_all(
    register: Register, signed_in: SignIn
) -> None:
    people = [
        taken_in(register.mai, register.na_loc,
                 [second_self(citizen_id="", card_number=f"3844440{n}")])[0]
        for n in range(9)
    ]  # fmt: skip
    duplicates.refresh(people=people)
    pair = Pair.objects.filter(first=people[0]).first()
    assert Pair.objects.filter(first=people[0]).count() == 8
    assert pair is not None
    page, _ = asked(signed_in(register.mai), f"/trung/{pair.uid}/")
    others = [one for one in people if one.pk not in (pair.first_id, pair.second_id)]
    assert "còn nghi trùng với 7 hồ sơ khác" in page
    for one in others:
        for with_whom in (pair.first_id, pair.second_id):
            ends = sorted((one.pk, with_whom))
            assert str(Pair.objects.get(first=ends[0], second=ends[1]).uid) in page
    assert asked(signed_in(register.mai), f"/dang-vien/{people[0].uid}/")


def test_questions_do_not_grow_with_the_pairs(register: Register, signed_in: SignIn) -> None:
    pair = near(register)
    mai = signed_in(register.mai)
    mai.get("/trung/")
    _, few = asked(mai, "/trung/")
    _, one = asked(mai, f"/trung/{pair.uid}/")
    people = []
    for n in range(6):
        people += both(register, other=second_self(citizen_id="", phone=f"0990111{n:03}"))
    crowd(register, register.na_loc, 12)
    duplicates.refresh(people=people)
    assert Pair.objects.count() > 30
    _, many = asked(mai, "/trung/")
    _, same = asked(mai, f"/trung/{pair.uid}/")
    assert many <= few + 1
    assert same <= one + 2
    assert many <= 16
    assert same <= 36


def test_strange_addresses_are_absent_or_harmless(register: Register, signed_in: SignIn) -> None:
    mai = signed_in(register.mai)
    assert mai.get("/trung/?xem=khac").status_code == 404
    for cursor in ("x", "1:", ":", "nan:1", "1e999:2", "0.5:99999999999999999999", "inf:3"):
        assert mai.get("/trung/", {"sau": cursor}).status_code == 200
    assert mai.get(f"/trung/{uuid4()}/").status_code == 404


def test_findings_of_a_merged_record_are_over_and_come_back(
    register: Register, signed_in: SignIn
) -> None:
    from dangvien.quality.actions import settle  # noqa: PLC0415
    from dangvien.quality.models import Finding, Verdict  # noqa: PLC0415

    pair = pair_of(register)  # the second record's id is too short: a finding
    settle()
    loser = pair.second
    assert Finding.objects.alive().filter(person=loser).exists()
    assert Verdict.objects.filter(person=loser).exists()
    Pair.objects.update(doubtful=False)
    thu = officer("thu", register.commune)
    duplicates.answer(actor=register.mai, pair=pair, answer="same")
    made = duplicates.propose(
        actor=register.mai, pair=pair, keeps="first", choices={"citizen_id": "first"},
        reason=REASON, seen=(1, 1),
    )  # fmt: skip
    signed_in(thu).post(f"/trung/{pair.uid}/duyet-gop/", {"duyet": "1"})
    made.refresh_from_db()
    assert made.state == Merge.MERGED
    assert not Finding.objects.alive().filter(person=loser).exists()
    assert not Verdict.objects.filter(person=loser).exists()
    made = duplicates.ask_back(actor=register.mai, merge=made, reason="gộp nhầm", then="open")
    signed_in(thu).post(f"/trung/{pair.uid}/tach/", {"tach": "1"})
    assert Finding.objects.alive().filter(person=loser).exists()
    assert Verdict.objects.filter(person=loser).exists()
