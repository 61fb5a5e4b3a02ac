"""Single-use links: one winner, no second life, nothing of them in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.door import code
from dangvien.accounts import tickets
from dangvien.accounts.models import Installation, Ticket, User
from dangvien.audit.models import Entry
from dangvien.orgs.models import Grant, Organisation
from register import Register

pytestmark = pytest.mark.django_db
GOOD = "vườn cau bốn mùa"


def test_only_the_digest_is_kept(register: Register) -> None:
    token = tickets.issue(Ticket.RESET, user=register.hung, by=register.mai)
    [row] = Ticket.objects.values()
    assert token not in str(row)
    assert token.encode() not in bytes(row["digest"])


def test_of_two_hands_at_the_same_moment_one_wins(register: Register) -> None:
    token = tickets.issue(Ticket.RESET, user=register.hung, by=register.mai)
    first, second = (tickets.find(token, Ticket.RESET) for _ in range(2))
    tickets.take(first)
    with pytest.raises(tickets.Gone):
        tickets.take(second)
    with pytest.raises(tickets.Gone):
        tickets.find(token, Ticket.RESET)


@pytest.mark.parametrize(
    ("kind", "hours"), [(Ticket.SETUP, 24), (Ticket.INVITE, 72), (Ticket.RESET, 24)]
)
def test_a_link_lasts_as_long_as_it_says(
    register: Register, monkeypatch: pytest.MonkeyPatch, kind: str, hours: int
) -> None:
    token, now = tickets.issue(kind, user=register.hung, by=None), timezone.now()
    monkeypatch.setattr(tickets.timezone, "now", lambda: now + timedelta(hours=hours, minutes=-1))
    assert tickets.find(token, kind)
    monkeypatch.setattr(tickets.timezone, "now", lambda: now + timedelta(hours=hours, minutes=1))
    with pytest.raises(tickets.Gone):
        tickets.find(token, kind)


def test_a_new_link_ends_the_old_one_and_no_link_serves_another_purpose(register: Register) -> None:
    old = tickets.issue(Ticket.INVITE, user=register.hung, by=register.mai)
    new = tickets.issue(Ticket.RESET, user=register.hung, by=register.mai)
    with pytest.raises(tickets.Gone):
        tickets.find(old, Ticket.INVITE)
    with pytest.raises(tickets.Gone):
        tickets.find(new, Ticket.SETUP)
    assert Client().get(f"/thiet-lap/{new}/").status_code == 404


# --- opening the register -------------------------------------------------------------------------

SAID = {
    "name": "Đảng bộ xã Tam Lư", "code": "38.150", "form": "xa", "full_name": "Trần Văn Trị",
    "username": "tran.tri", "password": GOOD, "again": GOOD,
}  # fmt: skip


@pytest.mark.django_db
def test_the_first_person_opens_the_register_once() -> None:
    token = tickets.issue_setup()
    first, second = Client(), Client()
    page = f"/thiet-lap/{token}/"
    assert first.get(page).status_code == second.get(page).status_code == 200
    assert first.post(page, SAID)["Location"] == "/bao-mat/lop-hai/"
    late = second.post(page, SAID | {"username": "ke.den.sau"})
    assert late.status_code == 404
    user = User.objects.get()
    root = Organisation.objects.get()
    assert (user.username, root.name, root.path) == ("tran.tri", SAID["name"], f"/{root.pk}/")
    assert [(g.role, g.org) for g in Grant.objects.all()] == [("administrator", root)]
    assert Installation.objects.get().fingerprint == settings.RING.key.fingerprint
    with pytest.raises(tickets.Gone):
        tickets.issue_setup()

    assert first.get("/vai-tro/")["Location"] == "/bao-mat/lop-hai/"
    secret = first.get("/bao-mat/ma/").context["form"].secret
    first.post("/bao-mat/ma/", {"code": code(0, secret)})
    assert first.get("/bao-mat/ma-du-phong/").status_code == 200
    assert first.get("/")["Location"] == "/cat-khoa/"
    assert first.post("/cat-khoa/", {"typed": "AAAA-BBBB"}).status_code == 422
    assert first.get("/vai-tro/")["Location"] == "/cat-khoa/"
    printed = settings.RING.key.printed()
    assert printed.split("-")[5] in first.get("/cat-khoa/").content.decode()
    end = " ".join(printed.split("-")[-2:]).lower()
    assert first.post("/cat-khoa/", {"typed": end})["Location"] == "/"
    assert first.get("/vai-tro/").status_code == 200
    assert first.get("/cat-khoa/").status_code == 404
    assert list(Entry.objects.filter(action__in=["register.open", "key.keep"])) != []


def test_a_mistake_keeps_what_was_typed_and_the_link() -> None:
    token = tickets.issue_setup()
    wrong = SAID | {"password": "chibo2025", "again": "chibo2025", "username": "Trị"}
    answer = Client().post(f"/thiet-lap/{token}/", wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert SAID["name"] in page
    assert "chibo2025" not in page
    assert not User.objects.exists()
    assert Client().post(f"/thiet-lap/{token}/", SAID).status_code == 302


def test_no_set_up_link_is_made_for_a_register_with_people(register: Register) -> None:
    with pytest.raises(tickets.Gone):
        tickets.issue_setup()


def test_a_restart_makes_a_new_link_and_ends_the_old_one() -> None:
    old, new = tickets.issue_setup(), tickets.issue_setup()
    assert Client().get(f"/thiet-lap/{old}/").status_code == 404
    assert Client().get(f"/thiet-lap/{new}/").status_code == 200
