"""The rule book: O01–O12 about organisations first, then V01–V35 about members.

What the catalogue (member-data §4.4) leaves open is decided so, one cause to one finding:

=================  =================================================================================
cause              finding
=================  =================================================================================
placeholder        V25 alone; the value counts as not given
empty              V01 name, V04 citizen id, V12 birth date, V15 official date and card, V19 unit,
                   V22 phone; V31 the other T1 boxes, V32 the T2 boxes
date unreadable    V12 birth date, V13 official date, V33 the others; V26 when swapped or a number
date not yet come  as above; a citizen id born in the future is V05
id and birth year  V07 when only the century differs, else V08 (a note once both dates are kept)
not understood     V23 coded names, V35 sex, type of member, status
one person twice   V11 (and V09 when the id is the same); V30 alone for a temporary stay
=================  =================================================================================

Empty boxes are asked of active members, a wrong value of everyone; what depends on today (age,
probation, unit, badge) of people who have not left.
"""

from __future__ import annotations

from dangvien.core.rules import (
    address,
    badge,
    citizen_id,
    codes,
    contact,
    dates,
    documents,
    evidence,
    membership,
    names,
    organisation,
    placeholders,
    required,
    uniqueness,
    units,
)
from dangvien.core.rules.rule import Rule

_SUBJECTS = (
    organisation, names, citizen_id, uniqueness, dates, membership, documents, contact, codes,
    address, placeholders, required, units, evidence, badge,
)  # fmt: skip


def _book() -> dict[str, Rule]:
    book: dict[str, Rule] = {}
    for rule in (rule for subject in _SUBJECTS for rule in subject.RULES):
        if rule.code in book:
            raise ValueError(f"rule code used twice: {rule.code}")
        book[rule.code] = rule
    return dict(sorted(book.items()))


_BY_CODE = _book()
BOOK: tuple[Rule, ...] = tuple(_BY_CODE.values())


def get(code: str) -> Rule:
    """Rule of a code; KeyError for a code that the book does not have."""
    return _BY_CODE[code]
