"""One's own account: factors, devices, password."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.door import code, enter, with_app
from dangvien.accounts import session
from dangvien.accounts.browsers import told
from dangvien.audit.models import Entry
from register import Register

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NEW = "vườn cau bốn mùa"


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let a while pass."""
    now = time.time() + seconds
    monkeypatch.setattr(session.time, "time", lambda: now)


def test_the_page_says_what_protects_the_account_and_where_it_is_open(
    register: Register, signed_in: SignIn
) -> None:
    mai, other = signed_in(register.mai), signed_in(register.mai)
    other.get("/vai-tro/", headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    page = mai.get("/bao-mat/", headers={"User-Agent": "x Android y Chrome/150 Safari/537"})
    text = page.content.decode()
    assert "Firefox, máy Windows" in text
    assert "Chrome, điện thoại Android" in text
    assert "Là lớp duy nhất nên chưa bỏ được." in text


def test_one_device_is_signed_out_and_not_somebody_elses(
    register: Register, signed_in: SignIn
) -> None:
    mai, lost, hung = (signed_in(u) for u in (register.mai, register.mai, register.hung))
    lost.get("/vai-tro/")
    shown = mai.get("/bao-mat/").context["sessions"]
    [other] = [one for one in shown if not one.here]
    assert hung.post(f"/bao-mat/thiet-bi/{other.pk}/dang-xuat/").status_code == 404
    assert mai.get(f"/bao-mat/thiet-bi/{other.pk}/dang-xuat/").status_code == 405
    assert mai.post(f"/bao-mat/thiet-bi/{other.pk}/dang-xuat/").status_code == 302
    assert lost.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    assert mai.get("/vai-tro/").status_code == 200


def test_a_new_password_ends_the_other_sessions(register: Register, signed_in: SignIn) -> None:
    mai, other = signed_in(register.mai), signed_in(register.mai)
    said = {"old": "maimai", "password": NEW, "again": NEW}
    assert mai.post("/bao-mat/mat-khau/", said | {"old": "sai"}).status_code == 422
    assert mai.post("/bao-mat/mat-khau/", said | {"again": "khác hẳn đi"}).status_code == 422
    weak = mai.post("/bao-mat/mat-khau/", said | {"password": "maimai2025", "again": "maimai2025"})
    assert (weak.status_code, "dễ đoán" in weak.content.decode()) == (422, True)
    assert mai.post("/bao-mat/mat-khau/", said)["Location"] == "/bao-mat/"
    assert mai.get("/vai-tro/").status_code == 200
    assert other.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    assert enter(Client(), "mai", NEW)["Location"] == "/ma-mot-lan/"
    assert Entry.objects.filter(action="account.password").count() == 1


def test_the_old_password_cannot_be_guessed_from_a_session_left_open(
    register: Register, signed_in: SignIn
) -> None:
    thief = signed_in(register.mai)
    for n in range(10):
        thief.post("/bao-mat/mat-khau/", {"old": f"đoán {n}", "password": NEW, "again": NEW})
    answer = thief.post("/bao-mat/mat-khau/", {"old": "maimai", "password": NEW, "again": NEW})
    assert answer.status_code == 422


def test_the_only_factor_stays(register: Register, signed_in: SignIn) -> None:
    mai = signed_in(register.mai)
    assert mai.post("/bao-mat/ma/bo/").status_code == 422
    key = Authenticator.objects.create(
        user=register.mai, type="webauthn", data={"name": "Khóa 1", "credential": {}}
    )
    assert mai.post("/bao-mat/ma/bo/")["Location"] == "/bao-mat/"
    assert mai.post(f"/bao-mat/khoa/{key.pk}/bo/").status_code == 422
    assert Authenticator.objects.filter(pk=key.pk).exists()
    assert Entry.objects.filter(action="factor.remove", subject=f"user:{register.mai.pk}").exists()


def test_somebody_elses_passkey_is_not_there(register: Register, signed_in: SignIn) -> None:
    key = Authenticator.objects.create(user=register.mai, type="webauthn", data={"name": "Khóa 1"})
    assert signed_in(register.hung).get(f"/bao-mat/khoa/{key.pk}/bo/").status_code == 404


def test_a_change_of_factors_asks_again_after_a_while(
    register: Register, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai = signed_in(register.mai)
    assert mai.get("/bao-mat/khoa/").status_code == 200
    later(monkeypatch, 600)
    assert mai.get("/bao-mat/khoa/")["Location"].startswith("/bao-mat/xac-minh/")
    asked = mai.get("/bao-mat/xac-minh/?next=/bao-mat/khoa/")
    assert "mã một lần" in asked.content.decode()
    assert (
        mai.post("/bao-mat/xac-minh/?next=/bao-mat/khoa/", {"password": "sai"}).status_code == 422
    )
    answer = mai.post("/bao-mat/xac-minh/?next=/bao-mat/khoa/", {"password": "maimai"})
    assert answer["Location"] == "/bao-mat/khoa/"
    assert mai.get("/bao-mat/khoa/").status_code == 200


def test_asking_again_takes_a_code_once_too(register: Register, signed_in: SignIn) -> None:
    mai, shown = signed_in(with_app(register.mai)), code()
    assert mai.post("/bao-mat/xac-minh/ma/", {"code": shown}).status_code == 302
    assert mai.post("/bao-mat/xac-minh/ma/", {"code": shown}).status_code == 422


def test_new_paper_codes_end_the_old_ones(register: Register, signed_in: SignIn) -> None:
    mai = signed_in(register.mai)
    assert mai.get("/bao-mat/ma-du-phong/").status_code == 404  # none yet
    mai.post("/bao-mat/ma-du-phong/moi/")
    old = mai.get("/bao-mat/ma-du-phong/").context["unused_codes"]
    mai.post("/bao-mat/ma-du-phong/moi/")
    new = mai.get("/bao-mat/ma-du-phong/").context["unused_codes"]
    assert not set(old) & set(new)


def test_a_passkey_page_offers_a_key_that_signs_in_alone(
    register: Register, signed_in: SignIn
) -> None:
    page = signed_in(register.mai).get("/bao-mat/khoa/")
    options = page.context["js_data"]["creation_options"]["publicKey"]
    assert options["rp"]["name"] == "dangvien"
    assert "checked" in str(page.context["form"]["passwordless"])
    assert signed_in(register.mai).post("/bao-mat/khoa/", {"credential": "{}"}).status_code == 422


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "Trình duyệt khác, thiết bị chưa rõ"),
        ("x Edg/120 Chrome/1 Windows", "Edge, máy Windows"),
    ],
)
def test_browsers_are_told_in_words(said: str, words: str) -> None:
    assert told(said) == words
