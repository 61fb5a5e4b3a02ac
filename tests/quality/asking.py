"""Findings and askers for the tests of questions: two communes, three cells, a secretary in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.models import Finding
from members.people import someone, taken_in
from register import Register, user

OPENED = date(2025, 12, 10)


@dataclass
class Asking:
    """The register with secretaries everywhere, and findings to ask about."""

    register: Register
    office: User  # secretary of the commune's own cell
    clinic: User  # secretary of a cell in the other commune
    findings: dict[int, list[Finding]]  # unit → its findings

    def of(self, org: Organisation, number: int = 0) -> list[Finding]:
        """One finding of a unit."""
        return [self.findings[org.pk][number]]


def asking(register: Register, each: int = 2) -> Asking:
    """Some people in each cell, each with a number too short (V05)."""
    r = register
    units = [(r.na_loc, r.mai), (r.party_office, r.mai), (r.clinic, r.binh)]
    findings: dict[int, list[Finding]] = {}
    for place, (unit, officer) in enumerate(units):
        people = taken_in(officer, unit, [someone(10 * place + n) for n in range(1, each + 1)])
        findings[unit.pk] = [finding(one) for one in people]
    return Asking(
        r, user("son", "Sùng Văn Sơn", "cell_secretary", r.party_office),
        user("yen", "Lê Thị Yên", "cell_secretary", r.clinic), findings,
    )  # fmt: skip


def finding(person: Person, rule: str = "V05", field: str = "citizen_id") -> Finding:
    """An open finding as the engine writes it."""
    return Finding.objects.create(
        person=person, unit=person.unit, rule=rule, field=field, cause="length", severity="E",
        dimension="dung", opened_on=OPENED,
    )  # fmt: skip
