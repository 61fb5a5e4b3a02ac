"""Long and uncommon rather than complicated: a table of a thousand passwords."""

from __future__ import annotations

import itertools
import random
import string
import unicodedata

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from dangvien.accounts.models import User
from dangvien.accounts.passwords import Argon2id, LongAndUncommon

HUNG = User(username="hung.lo", full_name="Lò Văn Hùng")


def refused(password: str, user: User | None = HUNG) -> str:
    """Why a password is refused, or nothing."""
    try:
        LongAndUncommon().validate(password, user)
    except ValidationError as error:
        return str(error.code)
    return ""


def table() -> list[tuple[str, bool]]:
    """A thousand passwords and whether each is good enough."""
    chance = random.Random(3)  # noqa: S311
    common = sorted(p for p in CommonPasswordValidator().passwords if len(p) >= 8)
    bad = chance.sample(common, 300)
    bad += ["".join(chance.choices(string.ascii_letters, k=k % 8)) for k in range(100)]
    words = (
        "chibo",
        "Chi bộ",
        "dangvien",
        "Đảng viên",
        "hung",
        "Hùng",
        "lovanhung",
        "hung.lo",
        "matkhau",
    )
    tails = (
        "2025",
        "1958!",
        "@123",
        "123456",
        "!!!",
        "2025@",
        "1",
        "111111",
        "#2024#",
        "abc",
        "...",
    )
    bad += [w + t for w, t in itertools.product(words, tails)]
    good = ["".join(chance.choices(string.ascii_letters + string.digits, k=k % 60 + 12))
            for k in range(300)]  # fmt: skip
    places = ["vườn", "suối", "nương", "ruộng", "cầu", "dốc", "chợ", "rẫy", "thác", "đèo"]
    things = ["cau", "mận", "trâu", "khèn", "gùi", "lúa", "ngựa", "nứa", "ong", "chè"]
    good += [f"{a} {b} {c}" for a, b, c in zip(
        chance.choices(places, k=201), chance.choices(things, k=201), chance.choices(places, k=201),
        strict=True)]  # fmt: skip
    return [(p, False) for p in bad] + [(p, True) for p in good]


def test_a_thousand_passwords_are_judged_as_the_policy_says() -> None:
    judged = table()
    assert len(judged) >= 1000
    assert [p for p, good in judged if bool(refused(p)) is good] == []


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn", "short"),
        ("a" * 7, "short"),
        ("password1", "common"),
        ("MatKhau2025", "guessable"),
        ("Chi Bộ 2025", "guessable"),
        ("Lò Văn Hùng", "guessable"),
        ("aaaaaaaaaaaa", "guessable"),
        ("k" * 257, "long"),
        ("bốn con trâu qua suối", ""),
        ("x9!Kq2#v", ""),
        ("mận hậu chín sớm " * 15, ""),
    ],
)
def test_what_is_refused_is_said(password: str, why: str) -> None:
    assert refused(password) == why


def test_a_name_is_guessable_only_for_its_owner() -> None:
    assert refused("tran khach le", User(username="khach", full_name="Trần Lê Khách"))
    assert not refused("tran khach le", HUNG)


def test_one_password_however_its_letters_are_composed() -> None:
    user = User(username="mai")
    user.set_password(unicodedata.normalize("NFD", "vườn mận chín"))
    assert user.check_password(unicodedata.normalize("NFC", "vườn mận chín"))
    assert not user.check_password("vuon man chin")


def test_the_hash_is_argon2id_at_nineteen_mebibytes() -> None:
    assert Argon2id().encode("x", "saltsalt").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
