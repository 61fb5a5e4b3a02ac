"""Delegated administration: inside the own subtree, never upward, never sideways, never oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.door import SECRET, code, enter
from dangvien.accounts import tickets
from dangvien.accounts.models import Ticket, User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.orgs.actions import accounts, entering, grants
from dangvien.orgs.models import Grant
from dangvien.orgs.rights import administers, administrators
from register import Register

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
GOOD = "vườn cau bốn mùa"
TODAY = date(2025, 12, 15)


def opened(register: Register, **more: object) -> tuple[User, str]:
    """Mai opens an account for the deputy of Nà Lốc."""
    said = {
        "actor": register.mai, "org": register.na_loc, "username": "vi.thiep",
        "full_name": "Vi Văn Thiệp", "position": "Phó bí thư", "role": "cell_committee",
    }  # fmt: skip
    return accounts.open_account(**(said | more))  # type: ignore[arg-type]


def last(action: str) -> Entry:
    """The newest entry of a kind."""
    return Entry.objects.filter(action=action).latest("pk")


# --- opening --------------------------------------------------------------------------------------


def test_mai_opens_an_account_and_its_owner_alone_knows_the_password(register: Register) -> None:
    thiep, token = opened(register)
    assert not thiep.has_usable_password()
    assert enter(Client(), "vi.thiep", "").status_code == 422
    assert last("account.open").subject == f"user:{thiep.pk}"
    assert "Thiệp" not in str(last("account.open").data)
    phone = Client()
    assert "Vi Văn Thiệp" in phone.get(f"/ve/{token}/").content.decode()
    assert (
        phone.post(f"/ve/{token}/", {"password": "thiep2025", "again": "thiep2025"}).status_code
        == 422
    )
    done = phone.post(f"/ve/{token}/", {"password": GOOD, "again": GOOD})
    assert done["Location"] == "/bao-mat/lop-hai/"
    assert phone.get("/vai-tro/")["Location"] == "/bao-mat/lop-hai/"
    again = Client().post(f"/ve/{token}/", {"password": GOOD, "again": GOOD})
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("who", "where", "role"),
    [
        ("mai", "clinic", "cell_secretary"),  # sideways
        ("mai", "province", "cell_secretary"),  # upward
        ("mai", "commune", "province_officer"),  # above herself
        ("mai", "commune", "administrator"),
        ("tinh", "province", "administrator"),
        ("hung", "na_loc", "cell_committee"),  # a secretary opens none
        ("leader", "commune", "cell_committee"),
        ("khach", "na_loc", "cell_committee"),
        ("mai", "na_loc", "no_such_role"),
    ],
)
def test_nobody_opens_an_account_beyond_their_reach(
    register: Register, who: str, where: str, role: str
) -> None:
    with pytest.raises(Refused):
        opened(register, actor=getattr(register, who), org=getattr(register, where), role=role)
    assert not User.objects.filter(username="vi.thiep").exists()


@pytest.mark.parametrize(
    "name", ["mai", "MAI", "a", "có dấu", "a b", "x" * 41, "9" * 12, ".a.b", "a..b", "<script>"]
)
def test_a_login_name_is_short_plain_and_free(register: Register, name: str) -> None:
    with pytest.raises(ValidationError):
        opened(register, username=name)


# --- resets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("mai", "hung", True), ("tinh", "mai", True), ("tinh", "hung", True), ("admin", "tinh", True),
        ("mai", "leader", True), ("admin", "hung", True),
        ("mai", "tinh", False), ("mai", "binh", False), ("binh", "hung", False), ("binh", "mai", False),
        ("mai", "admin", False), ("tinh", "admin", False), ("hung", "mai", False),
        ("mai", "mai", False), ("admin", "admin", False), ("leader", "hung", False),
        ("mai", "khach", False), ("khach", "hung", False),
    ],
)  # fmt: skip
def test_who_may_reset_and_close_whom(register: Register, who: str, whom: str, may: bool) -> None:
    actor, user = getattr(register, who), getattr(register, whom)
    assert administers(actor, user) is may
    if not may:
        for act in (accounts.reset_access, accounts.close_account, accounts.reopen_account):
            with pytest.raises(Refused):
                act(actor=actor, user=user)


def test_a_commune_never_resets_a_province_officer_who_also_serves_in_it(
    register: Register,
) -> None:
    """The hole of OpenCRVS PR 13202: the scope was asked for, the reach of the other was not."""
    grants.give(
        actor=register.admin, user=register.tinh, role="cell_committee", org=register.na_loc,
        since=TODAY,
    )  # fmt: skip
    assert not administers(register.mai, register.tinh)
    with pytest.raises(Refused):
        accounts.reset_access(actor=register.mai, user=register.tinh)


def test_a_role_of_tomorrow_counts_today(register: Register) -> None:
    grants.give(
        actor=register.tinh, user=register.hung, role="commune_officer", org=register.other_commune,
        since=TODAY + timedelta(days=1),
    )  # fmt: skip
    assert not administers(register.mai, register.hung)


def test_an_account_that_holds_nothing_any_more_is_judged_by_what_it_held(
    register: Register,
) -> None:
    grants.revoke(actor=register.admin, grant=register.tinh.grants.get())
    assert not administers(register.mai, register.tinh)
    assert administers(register.admin, register.tinh)
    grants.revoke(actor=register.mai, grant=register.hung.grants.get())
    assert administers(register.mai, register.hung)


def test_a_reset_drops_sessions_and_factors_and_says_so(
    register: Register, signed_in: SignIn
) -> None:
    before = signed_in(register.hung)
    token = accounts.reset_access(actor=register.mai, user=register.hung)
    assert before.get("/vai-tro/").status_code == 200  # nothing changes until it is used
    phone = Client()
    phone.post(f"/ve/{token}/", {"password": GOOD, "again": GOOD})
    assert before.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    assert not register.hung.has_second_factor
    assert enter(Client(), "hung", "hunghung").status_code == 422
    assert last("account.take_up").data == {
        "by": "reset", "factors_removed": 1, "sessions": "ended",
    }  # fmt: skip
    secret = phone.get("/bao-mat/ma/").context["form"].secret
    assert secret != SECRET
    phone.post("/bao-mat/ma/", {"code": code(0, secret)})
    assert phone.get("/vai-tro/").status_code == 200


def test_a_reset_gets_its_owner_in_while_a_rival_has_used_the_guesses_up(
    register: Register,
) -> None:
    for n in range(11):
        enter(Client(), "hung", f"đoán {n}")
    token = accounts.reset_access(actor=register.mai, user=register.hung)
    phone = Client()
    assert phone.post(f"/ve/{token}/", {"password": GOOD, "again": GOOD}).status_code == 302
    assert phone.get("/bao-mat/ma/").status_code == 200


def test_a_link_in_a_drawer_opens_nothing_once_its_maker_lost_the_right(register: Register) -> None:
    token = accounts.reset_access(actor=register.mai, user=register.hung)
    grants.give(
        actor=register.tinh, user=register.hung, role="province_officer", org=register.province,
        since=TODAY,
    )  # fmt: skip
    with pytest.raises(tickets.Gone):
        entering.take_up(token=token, password=GOOD)
    _, invite = opened(register)
    grants.revoke(actor=register.tinh, grant=register.mai.grants.get())
    with pytest.raises(tickets.Gone):
        entering.take_up(token=invite, password=GOOD)


# --- closing --------------------------------------------------------------------------------------


def test_a_closed_account_is_out_at_once_and_comes_back_as_it_was(
    register: Register, signed_in: SignIn
) -> None:
    hung = signed_in(register.hung)
    token = accounts.reset_access(actor=register.mai, user=register.hung)
    accounts.close_account(actor=register.mai, user=register.hung)
    assert hung.get("/vai-tro/")["Location"].startswith("/dang-nhap/")
    assert Client().get(f"/ve/{token}/").status_code == 404
    with pytest.raises(ValidationError):
        accounts.reset_access(actor=register.mai, user=register.hung)
    accounts.reopen_account(actor=register.mai, user=register.hung)
    assert hung.get("/vai-tro/")["Location"].startswith(
        "/dang-nhap/"
    )  # the old session stays ended
    assert enter(Client(), "hung", "hunghung")["Location"] == "/ma-mot-lan/"
    assert last("account.close").actor_id == last("account.reopen").actor_id == register.mai.pk


@pytest.mark.parametrize("how", ["close", "revoke"])
def test_two_administrators_cannot_close_each_other(register: Register, how: str) -> None:
    """Both read "two left" before either wrote: whoever is second does nothing."""
    second, _ = opened(
        register, actor=register.admin, org=register.province, role="administrator",
        username="tri.hai",
    )  # fmt: skip
    stale = User.objects.get(pk=second.pk)

    def away(actor: User, user: User) -> None:
        if how == "close":
            accounts.close_account(actor=actor, user=user)
        else:
            grants.revoke(actor=actor, grant=user.grants.get())

    away(register.admin, second)
    with pytest.raises(Refused):
        away(stale, register.admin)
    assert [grant.user for grant in administrators()] == [register.admin]


def test_the_last_administrator_stays(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "administers", lambda actor, user: True)
    with pytest.raises(ValidationError, match="cuối cùng"):
        accounts.close_account(actor=register.tinh, user=register.admin)
    monkeypatch.setattr(grants, "may_give", lambda actor, role, org: True)
    with pytest.raises(ValidationError, match="cuối cùng"):
        grants.revoke(actor=register.tinh, grant=register.admin.grants.get())


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_shows_the_own_subtree_only(register: Register, signed_in: SignIn) -> None:
    page = signed_in(register.mai).get(f"/to-chuc/{register.commune.pk}/nguoi-dung/")
    text = page.content.decode()
    assert "Lò Văn Hùng" in text
    assert "Lê Thanh Bình" not in text
    assert "Đỗ Thị Tình" not in text


def test_a_person_found_by_id_in_another_unit_is_not_there(
    register: Register, signed_in: SignIn
) -> None:
    mai, base = signed_in(register.mai), f"/to-chuc/{register.commune.pk}/nguoi-dung/"
    grant = register.binh.grants.get()
    for at in ("", "giao/", "cap-lai/", "khoa/", "mo-lai/", f"vai-tro/{grant.pk}/thu/"):
        answer = mai.post(f"{base}{register.binh.pk}/{at}")
        assert answer.status_code == 404, at
    mixed = mai.post(f"{base}{register.hung.pk}/vai-tro/{grant.pk}/thu/")
    assert mixed.status_code == 404
    assert Grant.objects.get(pk=grant.pk).revoked_at is None


def test_a_role_elsewhere_is_not_named(register: Register, signed_in: SignIn) -> None:
    grants.give(
        actor=register.tinh, user=register.hung, role="cell_committee", org=register.clinic,
        since=TODAY,
    )  # fmt: skip
    page = signed_in(register.mai).get(
        f"/to-chuc/{register.commune.pk}/nguoi-dung/{register.hung.pk}/"
    )
    text = page.content.decode()
    assert "Trạm Y tế" not in text
    assert "ngoài phạm vi" in text
    assert "Cấp lại quyền đăng nhập" not in text


def test_mai_does_it_all_from_her_pages(register: Register, signed_in: SignIn) -> None:
    mai, base = signed_in(register.mai), f"/to-chuc/{register.commune.pk}/nguoi-dung/"
    said = {
        "org": register.na_loc.pk, "username": "vi.thiep", "full_name": "Vi Văn Thiệp",
        "position": "", "role": "cell_committee", "until": "",
    }  # fmt: skip
    wrong = mai.post(base + "moi/", said | {"role": "administrator"})
    assert (wrong.status_code, "Vi Văn Thiệp" in wrong.content.decode()) == (422, True)
    foreign = mai.post(base + "moi/", said | {"org": register.clinic.pk})
    assert foreign.status_code == 422
    taken = mai.post(base + "moi/", said | {"username": "hung"})
    assert "đã có người dùng" in taken.content.decode()
    made = mai.post(base + "moi/", said)
    token = made.context["link"].rstrip("/").split("/")[-1]
    thiep = User.objects.get(username="vi.thiep")
    here = f"{base}{thiep.pk}/"
    assert token not in mai.get(here).content.decode()
    given = {"role": "grassroots_officer", "org": register.commune.pk, "since": "15/12/2025"}
    assert mai.post(here + "giao/", given)["Location"] == here
    assert mai.post(here + "giao/", given).status_code == 422  # holds it already
    later = mai.post(here + "giao/", given | {"role": "leader", "until": "01/01/2020"})
    assert later.status_code == 422
    assert "Cán bộ tổ chức cơ sở đảng" in mai.get(here).content.decode()
    grant = thiep.grants.get(role="grassroots_officer")
    mai.post(f"{here}vai-tro/{grant.pk}/thu/")
    assert Grant.objects.get(pk=grant.pk).revoked_by == register.mai
    new = mai.post(here + "cap-lai/").context["link"]
    assert token not in new
    assert Client().get(f"/ve/{token}/").status_code == 404
    mai.post(here + "khoa/")
    assert "Đang khóa" in mai.get(base).content.decode()
    mai.post(here + "mo-lai/")
    assert User.objects.get(pk=thiep.pk).is_active
    mai.post(f"{here}vai-tro/{thiep.grants.get(revoked_at=None).pk}/thu/")
    assert "Không còn vai trò nào" in mai.get(base).content.decode()


def test_a_get_changes_nothing(register: Register, signed_in: SignIn) -> None:
    mai, base = signed_in(register.mai), f"/to-chuc/{register.commune.pk}/nguoi-dung/"
    for at in ("giao/", "cap-lai/", "khoa/", "mo-lai/"):
        assert mai.get(f"{base}{register.hung.pk}/{at}").status_code == 405
    assert not Ticket.objects.exists()


def test_long_lists_are_read_page_by_page(register: Register, signed_in: SignIn) -> None:
    people = User.objects.bulk_create(
        User(username=f"u{n}", full_name=f"Người {n}", password="!") for n in range(130)
    )
    Grant.objects.bulk_create(
        Grant(user=one, role="cell_committee", org=register.na_loc, since=TODAY) for one in people
    )
    mai, base = signed_in(register.mai), f"/to-chuc/{register.commune.pk}/nguoi-dung/"
    first = mai.get(base)
    second = mai.get(f"{base}?sau={first.context['after']}")
    names = [g.user.username for page in (first, second) for g in page.context["rows"]]
    assert len(names) == len(set(names)) == 130 + 3  # hung, mai, leader
    assert second.context["after"] is None
    assert len(mai.get(f"{base}?q=u129").context["rows"]) == 1
    assert mai.get(f"{base}?sau=abc").status_code == 200


def test_all_roles_stand_on_one_screen(register: Register, signed_in: SignIn) -> None:
    text = signed_in(register.khach).get("/vai-tro/").content.decode()
    assert "Quản trị kỹ thuật" in text
    assert "Hiện số định danh đang che" in text
