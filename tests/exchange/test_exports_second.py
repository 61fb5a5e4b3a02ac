"""A long list waits for somebody else; it leaves once, in time, with both names in the log."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.exchange import exports
from dangvien.exchange.exports import NotAllowed, second
from dangvien.exchange.models import Export, ExportRequest
from dangvien.inbox.models import Notice
from dangvien.inbox.queries import for_user
from dangvien.orgs.models import Grant
from exchange.by_hand import text_of
from exchange.test_exports import WHY, asked
from members.people import someone, taken_in
from register import Register

SignIn = Callable[[User], Client]


@pytest.fixture
def many(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Five people at Nà Lốc where a person alone takes out four a day."""
    monkeypatch.setattr(second, "ALONE", (replace(second.ALONE[0], rows=4),))
    taken_in(register.mai, register.na_loc, [someone(n) for n in range(1, 6)])
    return register


def sent(client: Client, register: Register, **more: str) -> ExportRequest:
    """The form sent; the request that came of it."""
    answer = client.post("/xuat/", asked(org=str(register.na_loc.pk), **more))
    assert answer.status_code == 302, text_of(answer)
    one = ExportRequest.objects.latest("pk")
    assert answer.headers["Location"] == f"/xuat/{one.uid}/"
    return one


def test_two_hundred_rows_a_day_are_a_persons_own_word() -> None:
    assert second.limit() == 200


def test_hung_asks_mai_allows_hung_takes_it_once(many: Register, signed_in: SignIn) -> None:
    hung, mai = signed_in(many.hung), signed_in(many.mai)
    one = sent(hung, many)
    at = f"/xuat/{one.uid}/"
    assert not Export.objects.exists()
    [told] = Notice.objects.filter(kind="approval")
    assert (told.org, told.address) == (many.commune, at)
    assert told in for_user(many.mai)
    page = text_of(mai.get(at))
    assert "Lò Văn Hùng" in page
    assert WHY in page
    assert "Duyệt cho lấy" in page
    assert "Duyệt cho lấy" not in text_of(hung.get(at))
    assert "Chi bộ bản Nà Lốc, 5 dòng" in text_of(mai.get("/xuat/"))
    assert hung.post(at + "lay/").status_code == 302
    assert not Export.objects.exists()
    mai.post(at + "tra-loi/", {"tra-loi": "duyet"})
    assert Notice.objects.get(pk=told.pk).done_at is not None
    assert Notice.objects.get(user=many.hung).address == at
    answer = hung.post(at + "lay/")
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    export = Export.objects.get()
    marks = [cell.value for row in sheet.iter_rows() for cell in row
             if cell.value == f"Xuất số {export.pk} · hung"]  # fmt: skip
    assert len(marks) == 5
    entry = Entry.objects.get(action="member.export")
    assert (entry.actor_id, entry.data["allowed_by"]) == (many.hung.pk, many.mai.pk)
    assert hung.post(at + "lay/").status_code == 302
    assert Export.objects.count() == 1
    assert {"export.ask", "export.allow"} <= set(Entry.objects.values_list("action", flat=True))


def test_short_pieces_of_a_long_list_are_a_long_list(many: Register, signed_in: SignIn) -> None:
    taken_in(many.mai, many.party_office, [someone(n) for n in range(11, 14)])
    mai = signed_in(many.mai)
    first = mai.post("/xuat/", asked(org=str(many.party_office.pk)))
    assert first["Content-Disposition"].startswith("attachment")
    again = mai.post("/xuat/", asked(org=str(many.party_office.pk)))
    assert again.status_code == 302
    assert Export.objects.count() == 1
    exports.allow(actor=many.tinh, request=ExportRequest.objects.get())
    exports.collect(actor=many.mai, request=ExportRequest.objects.get())
    assert Export.objects.count() == 2


def test_nobody_allows_their_own(many: Register, signed_in: SignIn) -> None:
    mai = signed_in(many.mai)
    one = sent(mai, many)
    assert Notice.objects.get(kind="approval").org == many.na_loc  # hùng holds the right there
    assert mai.post(f"/xuat/{one.uid}/tra-loi/", {"tra-loi": "duyet"}).status_code == 404
    with pytest.raises(Refused):
        exports.allow(actor=many.mai, request=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportRequest.objects.filter(pk=one.pk).update(decided_by=many.mai)
    with pytest.raises(NotAllowed):
        exports.collect(actor=many.mai, request=one)


@pytest.mark.parametrize("who", ["binh", "leader", "admin", "khach"])
def test_to_everybody_else_it_is_absent(many: Register, signed_in: SignIn, who: str) -> None:
    one = sent(signed_in(many.hung), many)
    client = signed_in(getattr(many, who))
    assert client.get(f"/xuat/{one.uid}/").status_code == 404
    assert client.post(f"/xuat/{one.uid}/tra-loi/", {"tra-loi": "duyet"}).status_code == 404
    assert client.post(f"/xuat/{one.uid}/lay/").status_code == 404
    with pytest.raises(Refused):
        exports.allow(actor=getattr(many, who), request=one)


def test_the_second_person_cannot_take_it_either(many: Register, signed_in: SignIn) -> None:
    one = sent(signed_in(many.hung), many)
    mai = signed_in(many.mai)
    exports.allow(actor=many.mai, request=one)
    assert mai.post(f"/xuat/{one.uid}/lay/").status_code == 404
    assert not Export.objects.exists()


def test_a_refusal_has_its_reason(many: Register, signed_in: SignIn) -> None:
    one = sent(signed_in(many.hung), many)
    mai, at = signed_in(many.mai), f"/xuat/{one.uid}/"
    again = mai.post(at + "tra-loi/", {"tra-loi": "khong", "ly-do": "vì"})
    assert again.status_code == 422
    assert 'value="vì"' in text_of(again)
    mai.post(at + "tra-loi/", {"tra-loi": "khong", "ly-do": "Xem trên màn hình là đủ"})
    assert "Xem trên màn hình là đủ" in text_of(signed_in(many.hung).get(at))
    with pytest.raises(NotAllowed):
        exports.collect(actor=many.hung, request=one)
    with pytest.raises(NotAllowed):
        exports.allow(actor=many.tinh, request=one)


@pytest.mark.parametrize(("state", "hours"), [("waiting", 73), ("allowed", 25)])
def test_what_nobody_answered_or_came_for_runs_out(
    many: Register, signed_in: SignIn, state: str, hours: int
) -> None:
    one = sent(signed_in(many.hung), many)
    long_ago = timezone.now() - timedelta(hours=hours)
    if state == "allowed":
        exports.allow(actor=many.mai, request=one)
        ExportRequest.objects.filter(pk=one.pk).update(decided_at=long_ago)
    else:
        ExportRequest.objects.filter(pk=one.pk).update(asked_at=long_ago)
    assert "Đã quá hạn" in text_of(signed_in(many.hung).get(f"/xuat/{one.uid}/"))
    for act in (lambda: exports.allow(actor=many.mai, request=one),
                lambda: exports.collect(actor=many.hung, request=one)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()
    assert exports.expire() == 1
    one.refresh_from_db()
    assert one.state == "expired"
    assert not Notice.objects.filter(done_at=None).exists()
    assert exports.expire() == 0
    # Asked again it is another request, which can be allowed.
    assert sent(signed_in(many.hung), many).pk != one.pk


def test_rights_are_asked_again_when_the_list_is_taken(many: Register, signed_in: SignIn) -> None:
    one = sent(signed_in(many.hung), many)
    exports.allow(actor=many.mai, request=one)
    Grant.objects.filter(user=many.mai).update(revoked_at=timezone.now())
    with pytest.raises(NotAllowed, match="không còn quyền"):
        exports.collect(actor=many.hung, request=one)
    Grant.objects.filter(user=many.mai).update(revoked_at=None)
    Grant.objects.filter(user=many.hung).update(revoked_at=timezone.now())
    with pytest.raises(Refused):
        exports.collect(actor=many.hung, request=one)
    assert not Export.objects.exists()


def test_where_nobody_else_holds_the_right_the_form_says_so(
    many: Register, signed_in: SignIn
) -> None:
    Grant.objects.exclude(user=many.mai).delete()
    answer = signed_in(many.mai).post("/xuat/", asked(org=str(many.na_loc.pk)))
    assert answer.status_code == 422
    assert "chưa có ai khác giữ quyền" in text_of(answer)
    assert not ExportRequest.objects.exists()


def test_the_same_again_is_the_same_request_and_it_may_be_taken_back(
    many: Register, signed_in: SignIn
) -> None:
    hung = signed_in(many.hung)
    one = sent(hung, many, form="paper", reveal="on")
    assert sent(hung, many, form="paper", reveal="on") == one
    assert (one.paper, one.reveal, one.rows) == (True, True, 5)
    hung.post(f"/xuat/{one.uid}/rut/")
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert not Notice.objects.filter(done_at=None).exists()
    with pytest.raises(NotAllowed):
        exports.allow(actor=many.mai, request=one)


def test_a_list_on_paper_waits_too(many: Register, signed_in: SignIn) -> None:
    hung = signed_in(many.hung)
    one = sent(hung, many, form="paper")
    exports.allow(actor=many.mai, request=one)
    page = text_of(hung.post(f"/xuat/{one.uid}/lay/"))
    assert page.count(f"Xuất số {Export.objects.get().pk} · hung") == 5
    assert Entry.objects.filter(action="member.print").count() == 1


def test_no_step_is_skipped_whatever_is_pressed(many: Register) -> None:
    """Every deed in every state: the list leaves only out of "allowed", and only to the asker."""
    deeds: dict[str, Callable[[ExportRequest, User], Any]] = {
        "allow": lambda one, who: exports.allow(actor=who, request=one),
        "refuse": lambda one, who: exports.refuse(actor=who, request=one, answer="không cần"),
        "withdraw": lambda one, who: exports.withdraw(actor=who, request=one),
        "collect": lambda one, who: exports.collect(actor=who, request=one),
    }
    may = {("waiting", "allow", "mai"), ("waiting", "refuse", "mai"),
           ("waiting", "withdraw", "hung"), ("allowed", "withdraw", "hung"),
           ("allowed", "collect", "hung")}  # fmt: skip
    for state in ("waiting", "allowed", "taken", "refused", "withdrawn", "expired"):
        for name, deed in deeds.items():
            for who in ("hung", "mai", "binh"):
                one = ExportRequest.objects.create(
                    org=many.na_loc, asked_by=many.hung, purpose=WHY, rows=5, state=state,
                    decided_by=many.mai if state not in ("waiting", "withdrawn") else None,
                    decided_at=timezone.now(),
                )  # fmt: skip
                done = True
                try:
                    deed(one, getattr(many, who))
                except (NotAllowed, Refused):
                    done = False
                assert done == ((state, name, who) in may), (state, name, who)
    assert Export.objects.count() == 1
