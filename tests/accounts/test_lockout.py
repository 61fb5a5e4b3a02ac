"""Ten guesses an hour for strangers, and no way to lock the owner out of a known device."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.door import code, enter, with_app
from dangvien.accounts import devices, lockout
from dangvien.accounts.models import Attempt
from dangvien.audit.models import Entry
from register import Register, user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
KNOWN = "0123456789abcdef"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A real-time clock that a story may move."""
    hands = SimpleNamespace(now=timezone.now())
    monkeypatch.setattr(lockout.timezone, "now", lambda: hands.now)
    return hands  # type: ignore[return-value]


def wrong(name: str, device: str = "") -> bool:
    """One wrong guess; whether it was looked at."""
    try:
        lockout.failed(lockout.guess(name, device), name)
    except lockout.Locked:
        return False
    return True


def test_ten_thousand_guesses_are_ten_an_hour_and_the_owner_does_not_notice(
    register: Register, clock: SimpleNamespace
) -> None:
    looked_at: list[datetime] = []
    step = timedelta(hours=5) / 10_000
    for guess in range(10_000):
        clock.now += step
        if wrong("mai"):
            looked_at.append(clock.now)
        if guess % 1000 == 500:  # the owner mistypes once, then signs in
            assert wrong("mai", KNOWN)
            lockout.forgive(lockout.guess("mai", KNOWN))
    within: deque[datetime] = deque()
    for at in looked_at:
        within.append(at)
        while at - within[0] >= HOUR:
            within.popleft()
        assert len(within) <= lockout.MOST
    assert len(looked_at) == 50
    assert Attempt.objects.count() <= lockout.MOST + 1  # old ones are forgotten
    said = Entry.objects.filter(subject=f"user:{register.mai.pk}", action__startswith="login.")
    assert 2 <= said.count() <= 2 * 6  # not a flood


def test_five_hundred_people_behind_one_router_are_all_let_in(register: Register) -> None:
    for number in range(500):
        name = f"nguoi.{number}"
        assert wrong(name)  # everybody mistypes once
        lockout.forgive(lockout.guess(name, ""))


def test_unknown_names_are_counted_alike_and_logged_once_an_hour(
    register: Register, clock: SimpleNamespace
) -> None:
    assert [wrong("khong.co") for _ in range(12)] == [True] * 10 + [False] * 2
    for number in range(50):
        wrong(f"khong.co.{number}")
    assert Entry.objects.filter(action="login.unknown").count() == 1
    clock.now += HOUR + timedelta(seconds=1)
    wrong("khong.co")
    assert Entry.objects.filter(action="login.unknown").count() == 2
    assert not Attempt.objects.filter(
        username__contains="khong"
    ).exists()  # what was typed is kept nowhere


def test_a_right_guess_from_elsewhere_gives_a_guesser_nothing(register: Register) -> None:
    for _ in range(9):
        wrong("mai")
    lockout.forgive(lockout.guess("mai", ""))
    assert [wrong("mai"), wrong("mai")] == [True, False]


def test_writing_first_and_counting_after_lets_no_more_than_ten_through(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty at the same moment: all have written before the first counts."""
    now = timezone.now()
    rows = [Attempt(username=lockout.key("mai"), device="", at=now) for _ in range(19)]
    counted = lockout._counted

    def others_write_first(attempt: Attempt, at: datetime) -> int:
        if attempt.pk is None:  # the first look sees nobody
            Attempt.objects.bulk_create(rows)
            return 0
        return counted(attempt, at)

    monkeypatch.setattr(lockout, "_counted", others_write_first)
    with pytest.raises(lockout.Locked):
        lockout.guess("mai", "")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", KNOWN]), st.booleans(), st.integers(0, 1800)), max_size=60
    )
)
def test_buckets_equal_a_slow_model(
    register: Register, monkeypatch: pytest.MonkeyPatch, tries: list[tuple[str, bool, int]]
) -> None:
    Attempt.objects.all().delete()
    now, model = timezone.now(), {"": [], KNOWN: []}  # type: ignore[var-annotated]
    for device, right, wait in tries:
        now += timedelta(seconds=wait)
        monkeypatch.setattr(lockout.timezone, "now", lambda at=now: at)
        recent = [at for at in model[device] if at > now - HOUR]
        free = len(recent) < lockout.MOST
        if right:
            try:
                lockout.forgive(lockout.guess("mai", device))
                assert free
                if device:
                    model[device] = []
            except lockout.Locked:
                assert not free
        else:
            assert wrong("mai", device) is free
            if free:
                model[device].append(now)


# --- through the door -----------------------------------------------------------------------------


def test_a_rival_locks_strangers_out_and_the_known_device_still_gets_in(
    register: Register,
) -> None:
    with_app(register.mai)
    own, rival = Client(), Client()
    enter(own, "mai", "maimai")
    own.post("/ma-mot-lan/", {"code": code(-1)})
    own.post("/dang-xuat/")
    assert devices.cookie_name() in own.cookies  # outlives signing out
    answers = [enter(rival, "mai", f"doan{n}") for n in range(12)]
    assert {a.status_code for a in answers} == {422}
    stranger = Client()
    locked = enter(stranger, "mai", "maimai")  # even with the right password
    assert locked.status_code == 422
    assert enter(own, "mai", "maimai")["Location"] == "/ma-mot-lan/"
    assert own.post("/ma-mot-lan/", {"code": code(0)}).status_code == 302


def test_a_known_device_is_known_for_its_owner_only(register: Register) -> None:
    with_app(register.mai)
    mai = Client()
    enter(mai, "mai", "maimai")
    mai.post("/ma-mot-lan/", {"code": code()})
    mai.post("/dang-xuat/")
    for n in range(11):
        enter(mai, "hung", f"doan{n}")
    assert enter(Client(), "hung", "hunghung").status_code == 422  # strangers' count
    forged = Client()
    forged.cookies[devices.cookie_name()] = f'{{"{register.mai.pk}":"{KNOWN}"}}:x'
    for n in range(10):
        enter(forged, "mai", f"doan{n}")
    assert enter(forged, "mai", "maimai").status_code == 422


def test_the_answer_is_the_same_for_a_name_that_does_not_exist(register: Register) -> None:
    def page(name: str) -> bytes:
        answer = enter(Client(), name, "sai mật khẩu")
        assert answer.status_code == 422
        body: bytes = answer.content
        token = body.split(b'csrfmiddlewaretoken" value="')[1].split(b'"')[0]
        return body.replace(token, b"").replace(name.encode(), b"")

    for _ in range(12):
        assert page("hung") == page("vang")


def test_wrong_codes_are_counted_too(register: Register) -> None:
    with_app(register.mai)
    thief = Client()
    enter(thief, "mai", "maimai")
    for _ in range(10):
        assert thief.post("/ma-mot-lan/", {"code": "000000"}).status_code == 422
    assert thief.post("/ma-mot-lan/", {"code": code()}).status_code == 422
    assert "sessionid" not in thief.cookies
    assert thief.get("/")["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("count", [20])
def test_one_address_many_people(register: Register, count: int) -> None:
    people = [with_app(user(f"phone{n}", "Người Họp")) for n in range(count)]
    enter_as: Callable[..., object] = enter
    for one in people:
        phone = Client(REMOTE_ADDR="10.0.0.1")
        assert enter_as(phone, one.username, "gõ nhầm").status_code == 422  # type: ignore[attr-defined]
        enter(phone, one.username, one.username * 2)
        assert phone.post("/ma-mot-lan/", {"code": code()}).status_code == 302
