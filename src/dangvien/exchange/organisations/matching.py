"""Which organisation of the register a row speaks of: by code, else by name under one superior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dangvien.core.organisation_names import code_digits, org_key
from dangvien.orgs.models import Organisation

Rows = list[dict[str, Any]]
Found = list[Organisation | None]


class Register:
    """The organisations below one unit, findable by code and by name."""

    def __init__(self, top: Organisation, held: Iterable[Organisation]) -> None:
        self.top = top
        self.by_pk = {org.pk: org for org in held}
        self.by_code: dict[str, Organisation] = {}
        for org in sorted(self.by_pk.values(), key=lambda o: o.closed_on is None):
            if digits := code_digits(org.code):
                self.by_code[digits] = org  # an open one wins over a closed one
        names = Counter(org_key(org.name) for org in self.by_pk.values())
        self.by_name = {
            key: org for org in self.by_pk.values() if names[key := org_key(org.name)] == 1
        }


def superior_rows(rows: Rows) -> list[int | None]:
    """For each row the place of the row that it names as its superior, if the file has it."""
    by_code: dict[str, int] = {}
    for at, row in enumerate(rows):
        code = row["code_digits"]
        if code and (code not in by_code or row["is_active"]):
            by_code[code] = at
    places = [by_code.get(row.get("parent_digits") or "") for row in rows]
    return [None if place == at else place for at, place in enumerate(places)]


def matched(register: Register, rows: Rows) -> Found:
    """For each row its organisation, or None when the register has none.

    A name counts only where it is alone on both sides, and where the superior is the same one.
    """
    above = superior_rows(rows)
    names = Counter(org_key(row["org_name"]) for row in rows if row.get("org_name"))
    found: Found = [register.by_code.get(row["code_digits"] or "") for row in rows]
    moved = True
    while moved:  # a superior found by its name may settle what hangs below it
        moved = False
        for at, row in enumerate(rows):
            key = org_key(row["org_name"]) if row.get("org_name") else ""
            named = register.by_name.get(key) if key and names[key] == 1 else None
            if found[at] is None and named is not None and _same_place(named, above[at], found):
                found[at], moved = named, True
    return found


def _same_place(named: Organisation, above: int | None, found: Found) -> bool:
    """Whether nothing in the file says that the organisation of this name hangs elsewhere."""
    if above is None:
        return True
    superior = found[above]
    return superior is not None and superior.pk == named.parent_id
