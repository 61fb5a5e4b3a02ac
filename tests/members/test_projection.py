"""Events make the record: for any story, columns and memberships are what a slow model says."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvien.members.actions import Impossible, cancel, rebuild
from dangvien.members.actions import events as acts
from dangvien.members.models import Admission, Event, Membership, Person
from dangvien.members.projection import LEFT, VALUES, Happening, project
from members.people import lan
from register import Register

DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(0, 340, 17)]
STATES = ("active", "exempt", "suspended", "in_transit", "died", "struck_off", "transferred")

happenings = st.lists(
    st.builds(
        dict,
        kind=st.sampled_from(
            ["stated", "moved", "exempted", "left", "readmitted", "met_elsewhere",
             "residence_linked", "recognised", "cancelled"]
        ),
        on=st.sampled_from(DAYS),
        unit=st.sampled_from([1, 2, 3]),
        status=st.sampled_from(STATES),
        of=st.integers(0, 12),
    ),
    max_size=12,
)  # fmt: skip


def told(drawn: list[dict[str, Any]]) -> list[Happening]:
    """A story of events: the first states everything, a cancelled one is cancelled once."""
    story = [Happening(1, "stated", DAYS[0], 1, {"status": "active", "member_type": "official"})]
    for one in drawn:
        kind, unit, cancels = one["kind"], None, None
        data: dict[str, Any] = {}
        if kind in ("stated", "exempted", "left"):
            data = {"status": one["status"]}
        if kind in ("stated", "moved", "met_elsewhere", "residence_linked", "readmitted"):
            unit = one["unit"]
        if kind == "readmitted":
            data = {
                "status": "active",
                "member_type": "probationary",
                "admission_date": "2025-05-01",
            }
        if kind == "recognised":
            data = {"member_type": "official", "official_date": one["on"].isoformat()}
        if kind == "cancelled":
            void = {event.cancels for event in story}
            alive = [e.id for e in story[1:] if e.kind != "cancelled" and e.id not in void]
            if not alive:
                continue
            cancels = alive[one["of"] % len(alive)]
        story.append(Happening(len(story) + 1, kind, one["on"], unit, data, "", cancels))
    return story


def slow(story: list[Happening]) -> tuple[dict[str, str], int | None]:
    """The values and the unit, field by field from the end: what was said last and still stands."""
    void = {event.cancels for event in story}
    said = [e for e in story if e.id not in void and e.kind != "cancelled"]
    values = {}
    for name in VALUES:
        text = "active" if name == "status" else ""
        for event in reversed(said):
            if name in event.data:
                text = event.data[name]
                break
            if event.kind == "readmitted" and name != "status":
                break
        values[name] = text
    units = [e.unit for e in said
             if e.unit is not None and e.kind not in ("met_elsewhere", "residence_linked")]  # fmt: skip
    return values, units[-1] if units else None


@given(happenings)
def test_the_projection_is_what_the_slow_model_says(drawn: list[dict[str, Any]]) -> None:
    story = told(drawn)
    projected = project(story)
    assert (dict(projected.values), projected.unit) == slow(story)


@given(happenings)
def test_at_most_one_official_stay_is_open_and_only_of_those_present(
    drawn: list[dict[str, Any]],
) -> None:
    projected = project(told(drawn))
    open_now = [s for s in projected.stays if s.kind == "official" and s.until is None]
    if projected.values["status"] in LEFT:
        assert open_now == []
        assert all(stay.until is not None for stay in projected.stays)
    else:
        assert [stay.unit for stay in open_now] == [projected.unit]
    for stay in projected.stays:
        assert stay.since is None or stay.until is None or stay.since <= stay.until


@given(happenings, st.randoms())
def test_the_order_in_which_events_are_read_does_not_matter(
    drawn: list[dict[str, Any]], random: Any
) -> None:
    story = told(drawn)
    mixed = list(story)
    random.shuffle(mixed)
    assert project(mixed) == project(story)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["recognise", "move", "meet_elsewhere", "link_residence", "exempt", "suspend",
             "resume", "leave", "readmit", "cancel"]
        ),
        st.sampled_from(DAYS),
        st.integers(0, 3),
    ),
    max_size=9,
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(STEPS)
def test_what_is_stored_is_what_the_events_say(
    register: Register, steps: list[tuple[str, date, int]]
) -> None:
    person = lan(register)
    units = [register.na_loc, register.party_office, register.clinic]
    for verb, on, number in steps:
        told: dict[str, Any] = {"actor": register.tinh, "person": person, "decision": "QĐ"}
        if verb == "cancel":
            told["event"] = person.events.order_by("pk")[number % person.events.count()]
        else:
            told["on"] = on
        if verb in ("move", "meet_elsewhere", "link_residence", "readmit"):
            told["unit"] = units[number % 3]
        if verb == "readmit":
            told["decided_on"] = None
        if verb == "leave":
            told["how"] = ("died", "resigned", "transferred", "expelled")[number]
        with suppress(Impossible):
            getattr(acts, verb)(**told) if verb != "cancel" else cancel(**told)
        person = Person.objects.get(pk=person.pk)
    events = Event.objects.filter(person=person)
    story = [
        Happening(e.pk, e.kind, e.on, e.unit_id, e.data, e.decision, e.cancels_id) for e in events
    ]
    projected = project(story)
    assert {name: getattr(person, name) for name in VALUES} == dict(projected.values)
    assert person.unit_id == projected.unit
    stays = Membership.objects.filter(person=person)
    assert stays.filter(kind="official", until=None).count() == (person.status not in LEFT)
    assert sorted(stays.values_list("unit", "kind"), key=str) == sorted(
        ((s.unit, s.kind) for s in projected.stays), key=str
    )
    assert Admission.objects.filter(person=person).count() == len(projected.admissions)
    assert rebuild(actor="test") == 0


@pytest.mark.django_db
def test_rebuilding_puts_right_what_was_written_past_the_events(register: Register) -> None:
    person = lan(register)
    Person.objects.filter(pk=person.pk).update(status="died", official_date="1999")
    Membership.objects.filter(person=person).delete()
    assert rebuild(actor="test") == 1
    person.refresh_from_db()
    assert (person.status, person.official_date) == ("active", "2002-05-19")
    assert person.memberships.filter(kind="official", until=None).count() == 1
    assert rebuild(actor="test") == 0
