"""Organisations asked as a set: what one unit's own page says of it, unit by unit."""

from __future__ import annotations

from datetime import date

import pytest

from dangvien import clock
from dangvien.orgs import actions as orgs
from dangvien.orgs.models import Organisation
from dangvien.orgs.periods import in_force
from dangvien.orgs.queries.people import present
from dangvien.orgs.queries.standing import standing
from dangvien.quality.book import Choices
from dangvien.quality.examining import organisations
from members.people import taken_in
from quality.sound import sound
from register import Register

pytestmark = pytest.mark.django_db
ON = date(2025, 12, 1)


def world(register: Register) -> list[Organisation]:
    """One of everything: twins, shared codes, an end, secretaries here and nowhere, paper counts."""
    told = {"actor": register.tinh, "on": ON, "decision": "QĐ 1"}
    people = taken_in(register.mai, register.na_loc, [sound(n) for n in (1, 2, 3, 4)])
    taken_in(register.binh, register.clinic, [sound(5, status="exempt")])
    twin = orgs.found(parent=register.commune, name="Chi bộ bản Nà Lộc", form="chi_bo_co_so",
                      kind="", code="38.150.001", **told)  # fmt: skip
    orgs.found(parent=register.commune, name="Đảng bộ huyện Quan Sơn cũ", form="dang_bo_co_so",
               kind="Xã", code="0815", **told)  # fmt: skip
    orgs.found(parent=register.na_loc, name="Tổ đảng 1", form="to_dang", kind="", code="", **told)
    orgs.close(actor=register.tinh, org=twin, on=date(2025, 12, 10), decision="QĐ 2")
    for org, name in ((register.na_loc, people[0].full_name), (register.clinic, "Lò Văn Ai")):
        orgs.appoint(actor=register.tinh, org=org, name=name, position="secretary",
                     since=ON, decision="")  # fmt: skip
    for org, count in ((register.na_loc, 4), (register.commune, 9)):
        orgs.report_paper(actor=register.tinh, org=org, on=ON, count=count, source="Sổ")
    return list(Organisation.objects.order_by("pk"))


def alone(register: Register, org: Organisation) -> list[tuple[str, str]]:
    """What the unit's page says."""
    today = clock.today()
    leads = org.officers.filter(in_force(today), position="secretary").order_by("since").last()
    paper = org.paper_counts.filter(on__lte=today).order_by("-on").first()
    found = standing(
        [register.province.path], org, today, secretary=leads, paper=paper, people=present(org)
    )
    return sorted((one.rule, one.severity) for one in found)


@pytest.mark.parametrize("few", [True, False])
def test_the_set_says_what_each_page_says(
    register: Register, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = world(register)
    if not few:
        monkeypatch.setattr(organisations, "FEW", 0)
        monkeypatch.setattr("dangvien.quality.examining.headcount.FEW", 0)
    found = organisations.examine([org.pk for org in units], Choices({}))
    assert found.height > 8
    for org in units:
        mine = found.filter(unit=org.pk).select("rule", "severity").rows()
        assert sorted(mine) == alone(register, org), org.name
