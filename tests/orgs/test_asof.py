"""The tree of a day: what stood then, known today, seen with today's rights, counted as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dangvien.audit.models import Entry
from dangvien.members.models import Event, Membership
from dangvien.orgs import actions
from dangvien.orgs.actions import heirs
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import Node, changes_of, tree
from dangvien.orgs.queries.detail import detail
from orgs.people import member
from register import Register

pytestmark = pytest.mark.django_db
BEFORE, TODAY, MERGED = date(2025, 9, 30), date(2025, 12, 15), date(2025, 10, 1)


def names(nodes: list[Node]) -> list[tuple[int, str, int]]:
    return [(node.depth, node.name, node.members) for node in nodes]


@pytest.fixture
def merged(register: Register) -> Organisation:
    """Nà Lốc and the office become one cell on 01/10/2025; their people go over on that day."""
    new = actions.found(
        actor=register.mai, parent=register.commune, name="Chi bộ Liên hợp", form="chi_bo_co_so",
        kind="Bản", code="", on=MERGED, decision="QĐ 41",
    )  # fmt: skip
    for cell in (register.na_loc, register.party_office):
        person = member(new, since=MERGED)
        Membership.objects.create(person=person, unit=cell, kind="official", until=MERGED)
        actions.close(actor=register.mai, org=cell, on=MERGED, decision="QĐ 41", successors=[new])
    return new


def test_before_and_after_a_merger(register: Register, merged: Organisation) -> None:
    assert names(tree(register.mai, BEFORE)) == [
        (0, "Đảng bộ xã Tam Lư", 2), (1, "Chi bộ bản Nà Lốc", 1), (1, "Chi bộ Cơ quan Đảng", 1),
    ]  # fmt: skip
    assert names(tree(register.mai, TODAY)) == [
        (0, "Đảng bộ xã Tam Lư", 2),
        (1, "Chi bộ Liên hợp", 2),
    ]
    assert tree(register.mai, date(2025, 6, 30)) == []


def test_the_day_of_the_change_is_the_first_day_of_the_new(
    register: Register, merged: Organisation
) -> None:
    assert [node.name for node in tree(register.mai, MERGED)][1:] == ["Chi bộ Liên hợp"]


def test_the_past_is_seen_with_todays_rights(register: Register) -> None:
    actions.move(actor=register.tinh, org=register.na_loc, parent=register.other_commune,
                 on=MERGED, decision="")  # fmt: skip
    member(register.na_loc)
    assert "Chi bộ bản Nà Lốc" not in {node.name for node in tree(register.mai, BEFORE)}
    (moved,) = [node for node in tree(register.binh, BEFORE) if node.pk == register.na_loc.pk]
    # It stood under Tam Lư then, which Bình does not see: so it is a top of what he sees.
    assert (moved.name, moved.parent, moved.depth) == ("Chi bộ bản Nà Lốc", None, 0)
    assert moved.above == register.commune.pk
    assert tree(register.khach, BEFORE) == []


def test_children_add_up_to_their_superior(register: Register) -> None:
    for unit, many in ((register.na_loc, 3), (register.party_office, 2), (register.commune, 1)):
        for _ in range(many):
            member(unit)
    member(register.na_loc, status="exempt")
    member(register.na_loc, status="died")
    member(register.na_loc, withdrawn_at=timezone.now())
    for node in tree(register.tinh, TODAY):
        assert node.members == node.own + sum(child.members for child in node.children)
    nodes = {node.name: node for node in tree(register.tinh, TODAY)}
    assert (nodes["Đảng bộ xã Tam Lư"].members, nodes["Đảng bộ xã Tam Lư"].active) == (7, 6)


def test_one_branch_is_the_same_as_in_the_whole_tree(register: Register) -> None:
    member(register.na_loc)
    whole = [n for n in tree(register.tinh, TODAY) if n.above == register.commune.pk]
    branch = tree(register.tinh, TODAY, register.commune)
    assert [(n.name, n.members) for n in branch[1:]] == [(n.name, n.members) for n in whole]
    assert branch[0].members == 1
    assert tree(register.binh, TODAY, register.commune) == []


def test_secretaries_of_the_day(register: Register) -> None:
    said = {"actor": register.mai, "org": register.na_loc, "position": "secretary", "decision": ""}
    actions.appoint(**said, name="Lò Văn Hùng", since=date(2025, 7, 1))  # type: ignore[arg-type]
    actions.appoint(**said, name="Vi Văn Thiệp", since=MERGED)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="Đã ghi bí thư từ"):
        actions.appoint(**said, name="Hà Văn Ba", since=MERGED)  # type: ignore[arg-type]

    def leads(on: date) -> str:
        return next(n.secretary for n in tree(register.mai, on) if n.pk == register.na_loc.pk)

    assert (leads(BEFORE), leads(MERGED)) == ("Lò Văn Hùng", "Vi Văn Thiệp")


def test_what_changed_between_two_days(register: Register, merged: Organisation) -> None:
    assert [(c.what, c.after) for c in changes_of({register.na_loc.pk}, BEFORE, TODAY)] == [
        ("ended", "Chi bộ Liên hợp")
    ]
    told = changes_of({merged.pk}, BEFORE, TODAY)
    assert {(c.what, c.before) for c in told} == {
        ("founded", ""), ("inherited", "Chi bộ bản Nà Lốc"), ("inherited", "Chi bộ Cơ quan Đảng"),
    }  # fmt: skip
    assert changes_of({merged.pk}, MERGED, TODAY) == []


def test_the_rule_book_judges_with_what_the_register_knows(register: Register) -> None:
    org = register.na_loc
    for _ in range(2):
        member(org)
    actions.report_paper(actor=register.mai, org=org, on=TODAY, count=5, source="Sổ")
    actions.recode(actor=register.mai, org=org, code="", on=TODAY, decision="")
    node = next(n for n in tree(register.mai, TODAY) if n.pk == org.pk)
    told = detail([register.commune.path], org, TODAY, BEFORE, node)
    found = {one.rule: one for one in told.findings or []}
    assert {"O01", "O07", "O11", "O12"} <= set(found)
    assert found["O12"].says == "Danh sách và sổ giấy ghi số đảng viên khác nhau: 2/5."
    assert told.passed == told.rules - len(found)


def test_nobody_is_left_behind(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    person = member(register.na_loc)
    said = {"actor": register.mai, "org": register.na_loc, "on": TODAY, "decision": ""}
    monkeypatch.setattr(heirs, "FOLLOWERS", [])
    with pytest.raises(ValidationError, match="Còn 1 đảng viên"):
        actions.close(**said)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="Còn 1 đảng viên"):
        actions.close(**said, successors=[register.party_office])  # type: ignore[arg-type]

    def follow(**told: object) -> list[object]:
        person.unit = told["heir"]  # type: ignore[assignment]
        person.save()
        return [person.uid]

    monkeypatch.setattr(heirs, "FOLLOWERS", [follow])
    Membership.objects.update(until=TODAY)
    actions.close(**said, successors=[register.party_office])  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="Còn 1 tổ chức trực thuộc"):
        actions.close(actor=register.tinh, org=register.commune, on=date(2025, 12, 20), decision="")


def test_one_heir_takes_the_children(register: Register) -> None:
    actions.close(actor=register.tinh, org=register.commune, on=TODAY, decision="QĐ",
                  successors=[register.other_commune])  # fmt: skip
    assert {org.parent for org in (register.na_loc, register.party_office)
            if not org.refresh_from_db()} == {register.other_commune}  # type: ignore[func-returns-value]  # fmt: skip
    top, *cells = tree(register.binh, TODAY)
    assert (top.name, len(cells)) == ("Đảng bộ xã Bên", 3)
    register.commune.refresh_from_db()
    assert register.commune.parent == register.province


def test_people_follow_to_the_only_heir(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = member(register.na_loc)
    Event.objects.create(person=person, kind="stated", unit=register.na_loc, actor="import",
                         data={"status": "active", "member_type": "official"})  # fmt: skip
    heir, office = register.party_office, register.party_office.pk
    actions.close(actor=register.mai, org=register.na_loc, on=TODAY, decision="QĐ 41",
                  successors=[heir])  # fmt: skip
    person.refresh_from_db()
    assert person.unit_id == office
    assert [n.own for n in tree(register.mai, TODAY) if n.pk == office] == [1]
    assert [n.own for n in tree(register.mai, BEFORE) if n.pk == register.na_loc.pk] == [1]
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert entry.action == "org.close"
    assert [row.person for row in entry.concerned.all()] == [person.uid]
    # Planned for a day to come, they follow on that day.
    day = date(2026, 1, 1)
    actions.close(actor=register.mai, org=heir, on=day, decision="QĐ 42",
                  successors=[new_cell(register)])  # fmt: skip
    person.refresh_from_db()
    assert person.unit_id == office
    monkeypatch.setenv("DANGVIEN_TODAY", day.isoformat())
    actions.apply_due(day)
    person.refresh_from_db()
    assert person.unit.name == "Chi bộ Mới"


def new_cell(register: Register) -> Organisation:
    return actions.found(actor=register.mai, parent=register.commune, name="Chi bộ Mới", kind="",
                         form="chi_bo_co_so", code="", on=TODAY, decision="")  # fmt: skip
