"""The pages of questions: lists, a thread, a form that keeps what was typed; few queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.quality.actions import questions
from dangvien.quality.models import Question
from quality.asking import Asking, asking
from register import Register

SignedIn = Callable[[User], Client]


@pytest.fixture
def world(register: Register) -> Asking:
    return asking(register)


def test_asking_answering_and_closing_on_the_pages(world: Asking, signed_in: SignedIn) -> None:
    r = world.register
    hung, mai = signed_in(r.hung), signed_in(r.mai)
    about = world.of(r.na_loc)[0]
    form = f"/hoi-dap/hoi/?viec={about.uid}"
    assert "Hỏi về 1 việc" in hung.get(form).content.decode()
    wrong = hung.post(form, {"said": "Thẻ cũ có dùng được không?"})
    assert wrong.status_code == 422
    assert "Thẻ cũ có dùng được không?" in wrong.content.decode()
    sent = hung.post(form, {"kind": "doubt", "said": "Thẻ cũ có dùng được không?"})
    one = Question.objects.get()
    assert sent["Location"] == f"/hoi-dap/{one.uid}/"
    assert "Thẻ cũ có dùng được không?" in mai.get("/hoi-dap/").content.decode()
    assert mai.post(f"{sent['Location']}tra-loi/", {"said": ""}).status_code == 422
    assert mai.post(f"{sent['Location']}tra-loi/", {"said": "Dùng được."}).status_code == 302
    page = hung.get(sent["Location"]).content.decode()
    assert "Dùng được." in page
    assert "Đã rõ, khép câu hỏi" in page
    hung.post(f"{sent['Location']}khep/")
    one.refresh_from_db()
    assert one.state == "closed"


def test_a_finding_out_of_reach_opens_no_form(world: Asking, signed_in: SignedIn) -> None:
    uid = world.of(world.register.clinic)[0].uid
    assert signed_in(world.register.hung).get(f"/hoi-dap/hoi/?viec={uid}").status_code == 404


def test_the_ticked_ones_go_up_together(world: Asking, signed_in: SignedIn) -> None:
    r = world.register
    asked = [
        questions.ask(actor=r.hung, findings=[], kind="technical", said=said)
        for said in ("Máy treo", "In không ra")
    ]
    mai = signed_in(r.mai)
    ticked = {"viec": [str(one.uid) for one in asked], "chuyen-said": "Xã tổng hợp."}
    assert mai.post("/hoi-dap/chuyen/", {**ticked, "chuyen-said": ""}).status_code == 422
    assert mai.post("/hoi-dap/chuyen/", {**ticked, "viec": []}).status_code == 422
    assert mai.post("/hoi-dap/chuyen/", ticked).status_code == 302
    assert set(Question.objects.values_list("at", flat=True)) == {r.province.pk}


@pytest.mark.parametrize("which", ["toi", "cho", "tren", "xong", "khong-co"])
def test_a_list_costs_the_same_for_many(
    world: Asking, signed_in: SignedIn, which: str, django_assert_max_num_queries: Any
) -> None:
    r = world.register
    for number in range(40):
        text = f"Câu số {number} hỏi thế nào"
        questions.ask(actor=r.hung, findings=world.of(r.na_loc), kind="doubt", said=text)
    client = signed_in(r.mai)
    client.get("/hoi-dap/")
    with django_assert_max_num_queries(16):
        page = client.get(f"/hoi-dap/?xem={which}").content.decode()
    if which == "cho":
        assert page.count("<tr>") == 31
        assert "Xem các câu hỏi tiếp theo" in page
        last = Question.objects.order_by("pk")[29].pk
        assert client.get(f"/hoi-dap/?xem=cho&sau={last}").content.decode().count("<tr>") == 11
