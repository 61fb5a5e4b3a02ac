"""Who signs in at the demonstration, and how each comes in: by a link, a password, a code app."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from dangvien.accounts import actions, tickets
from dangvien.accounts.models import User
from dangvien.orgs.actions.accounts import open_account
from dangvien.orgs.actions.entering import Opening, open_register, take_up
from dangvien.orgs.models import Organisation

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


@dataclass(frozen=True, slots=True)
class Somebody:
    """A log-in of the demonstration."""

    username: str
    full_name: str
    position: str
    role: str
    place: str
    password: str = ""


ADMINISTRATOR = Somebody(
    "quantri", "Đỗ Minh Trí", "Quản trị kỹ thuật", "administrator", "quản trị máy chủ"
)
PROVINCE = Somebody(
    "tinh.thuy", "Lê Thị Thu Thủy", "Ban Tổ chức Tỉnh ủy", "province_officer",
    "Ban Tổ chức Tỉnh ủy",
)  # fmt: skip
OFFICER = Somebody(
    "hoai", "Lương Thị Hoài", "Ban Xây dựng Đảng", "commune_officer", "Ban Xây dựng Đảng xã Tam Lư"
)
LEADER = Somebody("hung", "Lê Quang Hưng", "Bí thư Đảng ủy", "leader", "Bí thư Đảng ủy xã Tam Lư")
SECRETARY = Somebody(
    "thiep", "Vi Văn Thiệp", "Bí thư chi bộ", "cell_secretary", "Bí thư Chi bộ bản Nà Lốc"
)


def first(name: str, code: str, form: str) -> tuple[User, Somebody]:
    """Open the register as its first person does, key on paper included."""
    one = replace(ADMINISTRATOR, password=password())
    said = Opening(username=one.username, full_name=one.full_name, password=one.password,
                   name=name, code=code, form=form)  # fmt: skip
    user = open_register(token=tickets.issue_setup(), said=said)
    _code_app(user)
    _keep_key(user)
    return user, one


def come_in(one: Somebody, org: Organisation, by: User) -> tuple[User, Somebody]:
    """Have an account opened on a unit, and take it up."""
    _, token = open_account(
        actor=by, org=org, username=one.username, full_name=one.full_name, position=one.position,
        role=one.role,
    )  # fmt: skip
    one = replace(one, password=password())
    user = take_up(token=token, password=one.password)
    _code_app(user)
    return user, one


def password() -> str:
    """Twelve random letters in groups of four."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _code_app(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    actions.factor_changed(actor=user, change="add", kind="totp")


def _keep_key(user: User) -> None:
    from django.conf import settings  # noqa: PLC0415

    groups = settings.RING.key.printed().split("-")
    actions.keep_key(actor=user, typed="-".join(groups[-actions.GROUPS :]))
