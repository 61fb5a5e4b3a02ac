"""Every address is closed unless it says otherwise, and rights count as they stand this minute."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.door import addresses, enter
from dangvien.accounts import session
from dangvien.accounts.middleware import Gate
from dangvien.accounts.models import Installation
from dangvien.accounts.permissions import PERMISSIONS
from dangvien.accounts.policy import HALF, OPEN, SIGNED_IN, Refused, policy, policy_of
from dangvien.orgs.actions.grants import revoke
from register import Register

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_an_address_without_a_policy_is_not_there() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        raise AssertionError

    with pytest.raises(Http404):
        Gate(lambda request: HttpResponse()).process_view(
            RequestFactory().get("/x/"), forgotten, (), {}
        )


def test_what_an_action_refuses_looks_absent() -> None:
    gate = Gate(lambda request: HttpResponse())
    with pytest.raises(Http404):
        gate.process_exception(RequestFactory().get("/x/"), Refused("member.read"))
    assert gate.process_exception(RequestFactory().get("/x/"), ValueError()) is None


def test_an_unknown_policy_word_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        policy("member.reed")


def test_every_address_of_people_has_a_policy() -> None:
    ours = [(at, view) for at, view in addresses() if "accounts" in view.__module__
            or "allauth" in view.__module__ or "people" in view.__module__]  # fmt: skip
    assert len(ours) > 25
    assert [at for at, view in ours if policy_of(view) is None] == []


def test_nobody_passes_without_signing_in(register: Register) -> None:
    for at, view in addresses():
        if policy_of(view) in (None, OPEN):
            continue
        answer = Client().get(at)
        there = answer.get("Location", "")
        assert (answer.status_code, there.split("?")[0]) == (302, "/dang-nhap/") or (
            answer.status_code == 401
        ), at


def test_no_address_of_an_officer_opens_without_a_second_factor(register: Register) -> None:
    mai = Client()
    enter(mai, "mai", "maimai")
    seen = 0
    for at, view in addresses():
        if policy_of(view) in (None, OPEN, HALF):
            continue
        answer = mai.get(at)
        assert answer.get("Location") == "/bao-mat/lop-hai/" or answer.status_code == 401, at
        seen += 1
    assert seen > 15


def test_a_permission_held_nowhere_looks_absent(register: Register, signed_in: SignIn) -> None:
    absent = signed_in(register.hung).get("/khong-co-trang-nay/")
    refused = signed_in(register.hung).get(f"/to-chuc/{register.na_loc.pk}/nguoi-dung/")
    foreign = signed_in(register.mai).get(f"/to-chuc/{register.clinic.pk}/nguoi-dung/")
    nobody = signed_in(register.mai).get("/to-chuc/999999/nguoi-dung/")
    assert [a.status_code for a in (absent, refused, foreign, nobody)] == [404] * 4
    assert without_tokens(foreign) == without_tokens(nobody)


def without_tokens(answer: Any) -> bytes:
    """A page without the random tokens of its forms."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", answer.content)


def test_the_log_holds_no_address_of_a_refused_page(
    register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client().get("/ve/khong-con-dung-duoc/").status_code == 404
    assert "khong-con" not in caplog.text


def test_a_revoked_role_is_gone_on_the_next_request(register: Register, signed_in: SignIn) -> None:
    mai, at = signed_in(register.mai), f"/to-chuc/{register.commune.pk}/nguoi-dung/"
    assert mai.get(at).status_code == 200
    revoke(actor=register.tinh, grant=register.mai.grants.get())
    assert mai.get(at).status_code == 404


def test_a_closed_account_is_out_on_the_next_request(register: Register, signed_in: SignIn) -> None:
    mai = signed_in(register.mai)
    assert mai.get("/vai-tro/").status_code == 200
    register.mai.is_active = False
    register.mai.save()
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")


def test_a_session_ends_after_twelve_hours_however_busy(
    register: Register, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, now = signed_in(register.mai), time.time()
    monkeypatch.setattr(session.time, "time", lambda: now + session.LONGEST - 5)
    assert mai.get("/vai-tro/").status_code == 200
    monkeypatch.setattr(session.time, "time", lambda: now + session.LONGEST + 5)
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    monkeypatch.undo()
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")  # and stays ended


def test_a_session_that_proved_nothing_is_none(register: Register) -> None:
    client = Client()
    client.force_login(register.mai)
    assert client.get("/bao-mat/lop-hai/")["Location"].startswith("/dang-nhap/")


def test_a_session_from_before_the_second_factor_does_not_count(
    register: Register, signed_in: SignIn
) -> None:
    before = Client()
    enter(before, "mai", "maimai")
    signed_in(register.mai)  # registers a factor elsewhere
    assert before.get("/bao-mat/khoa/")["Location"].startswith("/dang-nhap/")


def test_a_page_of_people_stays_in_no_cache(register: Register, signed_in: SignIn) -> None:
    for answer in (Client().get("/dang-nhap/"), signed_in(register.mai).get("/vai-tro/")):
        assert answer["Cache-Control"] == "no-store"


def test_a_fragment_and_a_program_are_told_in_their_own_way(register: Register) -> None:
    fragment = Client().get("/vai-tro/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/dang-nhap/?next=/vai-tro/")


def test_until_the_key_is_kept_nothing_else_opens(register: Register, signed_in: SignIn) -> None:
    Installation.objects.create(pk=1, fingerprint="0" * 8)
    admin = signed_in(register.admin)
    assert admin.get("/vai-tro/")["Location"] == "/cat-khoa/"
    assert admin.get("/cat-khoa/").status_code == 200
    assert signed_in(register.mai).get("/cat-khoa/").status_code == 404  # not hers to see
    Installation.objects.update(key_kept_at=timezone.now())
    assert admin.get("/vai-tro/").status_code == 200
    assert admin.get("/cat-khoa/").status_code == 404


def test_the_words_of_policies_are_the_permissions() -> None:
    known = {OPEN, HALF, SIGNED_IN, *PERMISSIONS}
    assert {policy_of(view) for _, view in addresses()} - {None} <= known


def test_a_page_in_use_writes_once_a_minute_and_stays_alive(
    register: Register, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, now = signed_in(register.mai), time.time()
    mai.get("/vai-tro/")
    first = UserSession.objects.get(user=register.mai).last_seen_at
    with CaptureQueriesContext(connection) as asked:
        mai.get("/vai-tro/")
    written = [q["sql"] for q in asked if not q["sql"].startswith("SELECT")]
    assert (written, len(asked) <= 6) == ([], True), len(asked)
    monkeypatch.setattr(session.time, "time", lambda: now + session.TOUCHED + 1)
    mai.get("/vai-tro/")
    assert UserSession.objects.get(user=register.mai).last_seen_at > first


def test_a_session_left_alone_for_half_an_hour_is_over(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    mai.get("/vai-tro/")
    [row] = Session.objects.all()
    left = (row.expire_date - timezone.now()).total_seconds()
    assert 29 * 60 < left <= 30 * 60
    Session.objects.update(expire_date=timezone.now())
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
