"""What the log answers: my units' entries page by page, who looked, who looks too much."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import register as small
from audit.database import drop_triggers
from dangvien.audit.actions import record
from dangvien.audit.models import Entry
from dangvien.audit.queries import Wanted, heavy_readers, page, persons_read, viewers

LAN, HUNG = UUID(int=1), UUID(int=2)


def everything(tops: list[str] | None, wanted: Wanted = Wanted(), limit: int = 7) -> list[Entry]:  # noqa: B008
    """Every page, one after another."""
    entries, before = [], None
    while True:
        found = page(tops, wanted, before, limit)
        entries += found.entries
        before = found.next
        if before is None:
            return entries


def test_pages_hold_every_entry_of_the_subtree_once(register: small.Register) -> None:
    units = [register.na_loc, register.commune, register.clinic, register.province, None]
    made = [record(actor="worker", action="member.read", org=units[i % 5]) for i in range(40)]
    mine = {e.pk for i, e in enumerate(made) if i % 5 in (0, 1)}
    found = [entry.pk for entry in everything([register.commune.path])]
    assert found == sorted(mine, reverse=True)
    assert len(everything(None)) == 40
    assert len(everything([register.province.path])) == 32
    assert everything([]) == []


def test_a_unit_whose_number_begins_the_same_is_not_mine(register: small.Register) -> None:
    """/1/2/ is no part of /1/23/, and 10 does not follow 1."""
    for path in ("/1/", "/1/2/", "/1/2/9/", "/1/23/", "/10/", "/1/2", "/11/2/"):
        record(actor="worker", action=path, org=small.Organisation(pk=1, path=path))
    assert {entry.action for entry in everything(["/1/2/"])} == {"/1/2/", "/1/2/9/"}
    assert {entry.action for entry in everything(["/1/"])} == {
        "/1/",
        "/1/2/",
        "/1/2/9/",
        "/1/23/",
        "/1/2",
    }


def test_filters(register: small.Register) -> None:
    record(actor=register.mai, action="member.read", org=register.na_loc, people=[LAN])
    record(actor=register.hung, action="member.read", org=register.na_loc, people=[LAN, HUNG])
    record(actor=register.mai, action="member.correct", org=register.na_loc, people=[HUNG])
    for wanted, count in (
        (Wanted(action="member.read"), 2), (Wanted(actor=register.mai.pk), 2),
        (Wanted(person=LAN), 2), (Wanted(action="member.read", actor=register.mai.pk), 1),
        (Wanted(action="member.correct", person=LAN), 0),
    ):  # fmt: skip
        assert len(everything(None, wanted)) == count


def test_a_page_counts_people_without_fetching_them(register: small.Register) -> None:
    record(actor="worker", action="import.commit", people=[uuid4() for _ in range(300)])
    record(actor="worker", action="member.read", people=[LAN])
    record(actor="worker", action="backup.make")
    with CaptureQueriesContext(connection) as asked:
        found = page(None, Wanted())
    assert len(asked) == 3
    assert [(e.people, e.person) for e in found.entries] == [(0, None), (1, LAN), (300, None)]  # type: ignore[attr-defined]


def test_viewers_are_those_who_read(register: small.Register) -> None:
    for actor, action, person in (
        (register.hung, "member.read", LAN), (register.mai, "member.reveal", LAN),
        (register.mai, "member.read", HUNG), (register.mai, "member.correct", LAN),
        (register.binh, "member.export", LAN),
    ):  # fmt: skip
        record(actor=actor, action=action, people=[person])
    told = [(one.doer, one.deed) for one in viewers(LAN)]
    assert told == [
        ("Lê Thanh Bình (binh)", "Tải danh sách ra tệp"),
        ("Hà Thị Mai (mai)", "Hiện số định danh"), ("Lò Văn Hùng (hung)", "Mở hồ sơ"),
    ]  # fmt: skip
    assert len(viewers(LAN, limit=2)) == 2


def test_who_reads_too_much_is_named(register: small.Register) -> None:
    people = [uuid4() for _ in range(7)]
    for person in people:
        for _ in range(3):  # again and again the same person is no trawling
            record(actor=register.hung, action="member.read", org=register.na_loc, people=[person])
    record(actor=register.mai, action="member.export", org=register.commune, people=people[:6])
    record(actor="worker", action="member.read", people=people)
    record(actor=register.binh, action="member.correct", org=register.clinic, people=people)
    assert [(one.actor_id, one.people) for one in heavy_readers(limit=6)] == [(register.hung.pk, 7)]
    assert [one.people for one in heavy_readers(limit=5)] == [7, 6]
    assert heavy_readers(limit=5, tops=[register.other_commune.path]) == []
    assert len(heavy_readers(limit=5, tops=[register.na_loc.path])) == 1


def test_an_hour_later_it_is_forgotten(register: small.Register) -> None:
    record(actor=register.hung, action="member.read", people=[uuid4() for _ in range(9)])
    drop_triggers()
    Entry.objects.update(at=timezone.now() - timedelta(minutes=61))
    record(actor=register.mai, action="member.read", people=[LAN])
    assert heavy_readers(limit=5) == []
    assert len(heavy_readers(hours=2, limit=5)) == 1


def test_everybody_whom_a_user_read_in_a_period(register: small.Register) -> None:
    """I3: after a breach."""
    start = timezone.now()
    for person in (LAN, HUNG, LAN):
        record(actor=register.hung, action="member.read", people=[person])
    record(actor=register.mai, action="member.read", people=[uuid4()])
    end = timezone.now()
    seen = list(persons_read(register.hung.pk, start, end))
    assert [(one.person, one.times) for one in seen] == [(LAN, 2), (HUNG, 1)]
    assert start <= seen[0].first < seen[0].last < end
    assert list(persons_read(register.hung.pk, end, end + timedelta(days=1))) == []


@pytest.mark.parametrize("limit", [1, 3])
def test_the_last_page_has_no_next(limit: int, register: small.Register) -> None:
    for _ in range(3):
        record(actor="worker", action="backup.make")
    assert page(None, Wanted(), limit=3).next is None
    assert len(everything(None, limit=limit)) == 3
