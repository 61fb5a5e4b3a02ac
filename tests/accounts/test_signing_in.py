"""Signing in and out: two factors, codes that work once, a session that changes its key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from accounts.door import SECRET, code, enter, with_app
from dangvien.accounts import codes
from dangvien.audit.models import Entry
from register import Register

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_mai_signs_in_with_password_and_code(register: Register) -> None:
    with_app(register.mai)
    mai = Client()
    assert enter(mai, " MAI ", "maimai")["Location"] == "/ma-mot-lan/"
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")  # half-way is nowhere
    assert mai.post("/ma-mot-lan/", {"code": code()})["Location"] == "/"
    assert mai.get("/vai-tro/").status_code == 200
    assert Entry.objects.filter(action="login", actor_id=register.mai.pk).count() == 1


def test_the_page_asked_for_comes_after_signing_in(register: Register) -> None:
    with_app(register.mai)
    mai = Client()
    asked = mai.get("/vai-tro/")["Location"]
    mai.post(asked, {"login": "mai", "password": "maimai", "next": "/vai-tro/"})
    assert mai.post("/ma-mot-lan/", {"code": code()})["Location"] == "/vai-tro/"


def test_no_way_leads_to_a_foreign_site(register: Register) -> None:
    with_app(register.mai)
    mai = Client()
    mai.post("/dang-nhap/", {"login": "mai", "password": "maimai", "next": "https://x.example/"})
    assert mai.post("/ma-mot-lan/", {"code": code()})["Location"] == "/"


def test_a_code_works_once_and_none_from_before_it_does(register: Register) -> None:
    with_app(register.mai)
    assert codes.spend(register.mai, code(0))
    assert codes.spend(register.mai, code(0)) is None
    assert codes.spend(register.mai, code(-1)) is None
    assert codes.spend(register.mai, code(1))


@pytest.mark.parametrize(
    ("late", "good"), [(-3, False), (-2, False), (-1, True), (1, True), (2, False)]
)
def test_a_clock_half_a_minute_off_is_forgiven(register: Register, late: int, good: bool) -> None:
    with_app(register.mai)
    assert bool(codes.spend(register.mai, code(late))) is good


def test_a_code_seen_over_the_shoulder_is_worth_nothing(register: Register) -> None:
    with_app(register.mai)
    mai, thief, seen = Client(), Client(), code()
    enter(mai, "mai", "maimai")
    mai.post("/ma-mot-lan/", {"code": seen})
    enter(thief, "mai", "maimai")
    assert thief.post("/ma-mot-lan/", {"code": seen}).status_code == 422


def test_the_session_changes_its_key_at_each_step(register: Register) -> None:
    with_app(register.mai)
    mai = Client()
    enter(mai, "mai", "maimai")
    before = mai.cookies[settings.SESSION_COOKIE_NAME].value
    mai.post("/ma-mot-lan/", {"code": code()})
    after = mai.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stale.get("/vai-tro/").status_code == 302


def test_setting_the_factor_up_changes_the_key_and_lets_in(register: Register) -> None:
    mai = Client()
    enter(mai, "mai", "maimai")
    half = mai.cookies[settings.SESSION_COOKIE_NAME].value
    assert mai.get("/vai-tro/")["Location"] == "/bao-mat/lop-hai/"
    page = mai.get("/bao-mat/ma/")
    secret = page.context["form"].secret
    assert mai.get("/bao-mat/ma/").context["form"].secret == secret  # opened twice, one secret
    assert secret not in str(dict(mai.session))  # waits sealed
    shown = code(0, secret)
    assert mai.post("/bao-mat/ma/", {"code": shown})["Location"] == "/bao-mat/ma-du-phong/"
    assert mai.cookies[settings.SESSION_COOKIE_NAME].value != half
    papers = mai.get("/bao-mat/ma-du-phong/").context["unused_codes"]
    assert len(papers) == 10
    assert mai.get("/vai-tro/").status_code == 200
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert codes.spend(register.mai, shown) is None  # it was used to prove the app
    assert codes.spend(register.mai, papers[0])
    assert codes.spend(register.mai, papers[0]) is None


def test_a_closed_account_is_told_so_only_with_its_password(register: Register) -> None:
    register.mai.is_active = False
    register.mai.save()
    assert "đang khóa" not in enter(Client(), "mai", "sai").content.decode()
    client = Client()
    answer = enter(client, "mai", "maimai")
    assert answer["Location"] == "/dang-nhap/"
    assert "đang khóa" in client.get("/dang-nhap/").content.decode()


def test_signing_out_empties_the_browser_but_not_the_known_device(
    register: Register, signed_in: SignIn
) -> None:
    mai = signed_in(register.mai)
    answer = mai.post("/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert mai.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    assert mai.get("/dang-xuat/").status_code == 405  # a link cannot sign anyone out


def test_there_is_no_way_to_sign_up_or_to_reset_by_oneself() -> None:
    for at in ("/signup/", "/dang-ky/", "/password/reset/", "/accounts/signup/", "/login/code/"):
        assert Client().get(at).status_code == 404


def test_secrets_are_sealed_and_open_again(register: Register) -> None:
    with_app(register.mai)
    data = Authenticator.objects.get().data
    assert SECRET not in data["secret"]
    assert codes.decrypt(data["secret"]) == SECRET
