"""The pages of the tree: what they show to whom, what a form does with what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.models import User
from dangvien.orgs import actions
from dangvien.orgs.models import Organisation
from orgs.people import member
from register import Register, organisation

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
TOKEN = re.compile(rb'X-CSRFToken": "[^"]*"|value="[A-Za-z0-9]{64}"')
FORMS = ("sua", "can-bo", "so-giay", "lap", "chuyen", "ket-thuc")


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_tree_adds_up_and_names_the_days(register: Register, signed_in: SignIn) -> None:
    for unit, many in ((register.na_loc, 2), (register.party_office, 3)):
        for _ in range(many):
            member(unit)
    page = text(signed_in(register.mai).get("/to-chuc/?tinh-den=2025-12-15&so-voi=2025-07-01"))
    assert "2 + 3 = 5 đảng viên đang sinh hoạt, tính đến 15/12/2025." in page
    assert "So với 01/07/2025" in page
    assert "Chi bộ Trạm Y tế" not in page
    assert 'style="' not in page


def test_a_day_typed_as_people_write_it_becomes_part_of_the_address(
    register: Register, signed_in: SignIn
) -> None:
    client = signed_in(register.mai)
    answer = client.get("/to-chuc/?tinh-den=30/09/2025&so-voi=01/07/2025")
    assert answer.headers["Location"] == "/to-chuc/?tinh-den=2025-09-30&so-voi=2025-07-01"
    page = text(client.get("/to-chuc/?tinh-den=31/02/2025"))
    assert 'value="31/02/2025"' in page
    assert "Ngày viết theo dạng 15/12/2025." in page
    for days in ("tinh-den=9999-12-31", "so-voi=0001-01-01", "so-voi=2030-01-01", "tinh-den=%00"):
        assert client.get(f"/to-chuc/?{days}").status_code == 200


def test_the_past_is_a_link(register: Register, signed_in: SignIn) -> None:
    new = actions.found(actor=register.mai, parent=register.commune, name="Chi bộ HTX", kind="",
                        form="chi_bo_co_so", code="", on=date(2025, 8, 15), decision="QĐ 1")  # fmt: skip
    actions.close(actor=register.mai, org=register.na_loc, on=date(2025, 10, 1), decision="QĐ 2",
                  successors=[new])  # fmt: skip
    client = signed_in(register.mai)
    now = text(client.get("/to-chuc/?tinh-den=2025-12-15&so-voi=2025-08-01"))
    assert "Đã kết thúc sau 01/08/2025: 1 chi bộ" in now
    assert "15/08 lập HTX" in now
    assert "lập 15/08; " not in now
    then = text(client.get("/to-chuc/?tinh-den=2025-09-30&so-voi=2025-08-01"))
    assert "Đã kết thúc" not in then
    panel = text(client.get(f"/to-chuc/?tinh-den=2025-12-15&so-voi=2025-08-01&chon={new.pk}"))
    assert "Kế thừa Chi bộ bản Nà Lốc (hợp nhất, sáp nhập)." in panel


@pytest.mark.parametrize("who", ["hung", "leader", "admin", "khach", "binh", "mai"])
def test_a_foreign_unit_is_absent_and_nobody_is_offered_what_they_may_not_do(
    register: Register, signed_in: SignIn, who: str
) -> None:
    user = getattr(register, who)
    client = signed_in(user)
    visible = set(Organisation.objects.visible_to(user).values_list("pk", flat=True))
    edits = set(Organisation.objects.visible_to(user, "org.edit").values_list("pk", flat=True))
    absent = client.get("/to-chuc/999999/").content
    for org in Organisation.objects.all():
        answer = client.get(f"/to-chuc/{org.pk}/")
        assert answer.status_code == (200 if org.pk in visible else 404)
        if org.pk not in visible:
            assert TOKEN.sub(b"", answer.content) == TOKEN.sub(b"", absent)
            assert client.get(f"/to-chuc/?chon={org.pk}").status_code == 404
        for form in FORMS:
            address = f"/to-chuc/{org.pk}/{form}/"
            allowed = org.pk in edits and (
                form not in ("chuyen", "ket-thuc") or org.parent_id in edits
            )
            assert client.get(address).status_code == (200 if allowed else 404), address
            if org.pk in visible:
                assert (address in text(answer)) == allowed, address
            if not allowed:
                assert client.post(address, {"name": "x", "ghi": "1"}).status_code == 404


def test_pinned_queries_of_the_tree_page(register: Register, signed_in: SignIn) -> None:
    """However many organisations are shown."""
    client = signed_in(register.mai)

    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get(f"/to-chuc/?chon={register.na_loc.pk}").status_code == 200
        return len([q for q in told.captured_queries if "session" not in q["sql"]])

    queries()  # what is asked once in a session
    few = queries()
    for n in range(40):
        member(organisation(f"Chi bộ thôn {n}", register.commune, "chi_bo_co_so", f"c{n}"))
    assert queries() == few
    assert few <= 45


def test_groups_come_from_names_and_kinds(register: Register, signed_in: SignIn) -> None:
    for n in range(12):
        organisation(f"Chi bộ bản {n}", register.commune, "chi_bo_truc_thuoc", f"b{n}", "Bản")
    client = signed_in(register.mai)
    page = text(client.get("/to-chuc/"))
    assert 'Chi bộ bản</b><span class="quiet">13</span>' in page
    assert "Xem 6 chi bộ bản nữa" in page
    key = f"{register.commune.pk}-chi_bo-dan-cu"
    assert "Bản Nà Lốc" in text(client.get(f"/to-chuc/?het={key}"))
    assert "Bản 11" not in text(client.get(f"/to-chuc/?dong={key}"))
    last = Organisation.objects.get(name="Chi bộ bản 9")
    assert 'aria-current="true"' in text(client.get(f"/to-chuc/?chon={last.pk}"))


def test_what_is_open_stays_open_when_something_is_picked(
    register: Register, signed_in: SignIn
) -> None:
    client = signed_in(register.tinh)

    def shown(address: str) -> set[str]:
        page = text(client.get(address))
        return {org.name for org in Organisation.objects.all() if f'id="n-{org.pk}"' in page}

    closed = {"Đảng bộ tỉnh Thanh Hóa", "Đảng bộ xã Tam Lư", "Đảng bộ xã Bên"}
    assert shown("/to-chuc/") == closed
    assert shown("/to-chuc/?mo=0") == {"Đảng bộ tỉnh Thanh Hóa"}
    opened = closed | {"Chi bộ bản Nà Lốc", "Chi bộ Cơ quan Đảng"}
    assert shown(f"/to-chuc/?chon={register.na_loc.pk}") == opened
    (turn,) = re.findall(r'href="([^"]*)"[^>]*aria-label="Mở Đảng bộ xã Tam Lư"',
                         text(client.get("/to-chuc/")))  # fmt: skip
    turn = turn.replace("&amp;", "&")
    assert shown(turn) == opened
    (pick,) = re.findall(rf'id="n-{register.na_loc.pk}" href="([^"]*)"', text(client.get(turn)))
    assert shown(pick.replace("&amp;", "&")) == opened


def test_htmx_is_given_the_tree_alone(register: Register, signed_in: SignIn) -> None:
    answer = signed_in(register.mai).get("/to-chuc/", headers={"HX-Request": "true"})
    assert text(answer).startswith('<div id="cay"')


def edit(org: Organisation, **more: Any) -> dict[str, Any]:
    stored = {name: getattr(org, name) for name in
              ("name", "code", "form", "kind", "founding_decision", "consent")}  # fmt: skip
    opened = {f"initial-{name}": value for name, value in stored.items()}
    return {
        **stored,
        **opened,
        "version": org.version,
        "on": "15/12/2025",
        "decision": "QĐ",
        **more,
    }


def test_a_name_is_changed_by_form(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.mai)
    answer = client.post(f"/to-chuc/{org.pk}/sua/", edit(org, name="Chi bộ Nà Lốc", code="12"),
                         follow=True)  # fmt: skip
    assert "Đã lưu Chi bộ Nà Lốc." in text(answer)
    assert "mã cần xem lại" in text(answer)
    assert "không đúng dạng" in text(answer)
    org.refresh_from_db()
    assert (org.name, org.code) == ("Chi bộ Nà Lốc", "12")


def test_a_form_keeps_what_was_typed(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.mai)
    answer = client.post(f"/to-chuc/{org.pk}/sua/", edit(org, name="Tên mới", on="hôm qua"))
    assert answer.status_code == 422
    assert 'value="Tên mới"' in text(answer)
    assert 'value="hôm qua"' in text(answer)
    assert "Ngày viết theo dạng 15/12/2025." in text(answer)
    answer = client.post(f"/to-chuc/{org.pk}/sua/", edit(org, name="Tên mới", on="01/01/2020"))
    assert "thành lập ngày 01/07/2025" in text(answer)


def test_a_stale_form_says_who_changed_what(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.mai)
    opened = edit(org)
    actions.rename(
        actor=register.tinh, org=org, name="Chi bộ Lốc", on=date(2025, 12, 1), decision=""
    )
    answer = client.post(f"/to-chuc/{org.pk}/sua/", {**opened, "name": "Chi bộ Nà"})
    assert answer.status_code == 409
    page = text(answer)
    for words in ("Đỗ Thị Tình (tinh) vừa ghi lúc", "Chi bộ bản Nà Lốc", "Chi bộ Lốc", "Chi bộ Nà"):
        assert words in page
    org.refresh_from_db()
    assert org.name == "Chi bộ Lốc"


def test_a_move_is_shown_before_it_is_done(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.tinh)
    said = {"version": org.version, "parent": register.other_commune.pk, "on": "15/12/2025",
            "decision": "QĐ 7"}  # fmt: skip
    page = text(client.post(f"/to-chuc/{org.pk}/chuyen/", said))
    assert "1 tổ chức, 0 đảng viên, 1 vai trò đã giao" in page
    assert "Lê Thanh Bình" in page
    org.refresh_from_db()
    assert org.parent == register.commune
    answer = client.post(f"/to-chuc/{org.pk}/chuyen/", {**said, "ghi": "1"}, follow=True)
    assert "Đã chuyển Chi bộ bản Nà Lốc." in text(answer)
    org.refresh_from_db()
    assert org.parent == register.other_commune
    assert client.post(f"/to-chuc/{org.pk}/chuyen/", {**said, "ghi": "1"}).status_code in (409, 422)


def test_mai_cannot_name_a_foreign_superior(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.mai)
    said = {"version": org.version, "parent": register.other_commune.pk, "on": "15/12/2025",
            "decision": "QĐ 7", "ghi": "1"}  # fmt: skip
    answer = client.post(f"/to-chuc/{org.pk}/chuyen/", said)
    assert answer.status_code == 422
    assert "Chọn một tổ chức trong danh sách." in text(answer)
    assert "Đảng bộ xã Bên" not in text(answer)


def test_a_unit_is_founded_led_counted_and_closed(register: Register, signed_in: SignIn) -> None:
    client, commune = signed_in(register.mai), register.commune
    answer = client.post(f"/to-chuc/{commune.pk}/lap/", {
        "name": "Chi bộ HTX <b>", "form": "chi_bo_co_so", "kind": "Hợp tác xã", "code": "",
        "on": "01/10/2025", "decision": "QĐ 3",
    }, follow=True)  # fmt: skip
    assert "Chi bộ HTX &lt;b&gt;" in text(answer)
    org = Organisation.objects.get(name="Chi bộ HTX <b>")
    for name, on in (("Vi Đình Thỏa", "01/10/2025"), ("Hà Văn Ba", "01/12/2025")):
        said = {"name": name, "position": "secretary", "since": on, "decision": "QĐ 4"}
        assert client.post(f"/to-chuc/{org.pk}/can-bo/", said).status_code == 302
    first, second = org.officers.order_by("since")
    assert (first.until, second.until) == (date(2025, 12, 1), None)
    assert (
        client.post(f"/to-chuc/{org.pk}/can-bo/{second.pk}/thoi/", {"on": "30/11/2025"}).status_code
        == 422
    )
    assert (
        client.post(f"/to-chuc/{org.pk}/can-bo/{second.pk}/thoi/", {"on": "10/12/2025"}).status_code
        == 302
    )
    said = {"count": "19", "on": "01/12/2025", "source": "Sổ chi bộ"}
    assert client.post(f"/to-chuc/{org.pk}/so-giay/", said).status_code == 302
    assert (
        client.post(f"/to-chuc/{org.pk}/so-giay/", {**said, "on": "01/12/2026"}).status_code == 422
    )
    said = {"version": org.version, "how": "merged", "on": "15/12/2025", "decision": "QĐ 9"}
    assert "Chưa chọn tổ chức kế thừa." in text(client.post(f"/to-chuc/{org.pk}/ket-thuc/", said))
    said |= {"successors": [register.na_loc.pk]}
    assert "Kết thúc thì điều gì xảy ra" in text(client.post(f"/to-chuc/{org.pk}/ket-thuc/", said))
    assert client.post(f"/to-chuc/{org.pk}/ket-thuc/", {**said, "ghi": "1"}).status_code == 302
    org.refresh_from_db()
    assert org.closed_on == date(2025, 12, 15)
    page = text(client.get(f"/to-chuc/{org.pk}/"))
    assert "Đã kết thúc" in page
    assert f"/to-chuc/{org.pk}/ket-thuc/" not in page


def test_what_waits_is_shown_and_can_be_called_off(register: Register, signed_in: SignIn) -> None:
    org, client = register.na_loc, signed_in(register.mai)
    actions.rename(actor=register.mai, org=org, name="Chi bộ Lốc", on=date(2026, 1, 1), decision="")
    page = text(client.get(f"/to-chuc/{org.pk}/"))
    assert "Đang chờ đến ngày" in page
    assert f"/to-chuc/{org.pk}/huy-ke-hoach/" in page
    assert client.get(f"/to-chuc/{org.pk}/huy-ke-hoach/").status_code == 405
    client.post(f"/to-chuc/{org.pk}/huy-ke-hoach/")
    assert org.placements.count() == 1
