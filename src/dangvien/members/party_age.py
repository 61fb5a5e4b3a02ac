"""Party age for the line under a name; badges and their exclusions are another matter."""

from __future__ import annotations

from dangvien import clock
from dangvien.members.models import Person
from dangvien.members.projection import first_day


def party_age(person: Person) -> int | None:
    """Whole years since the decision to admit (or the admission); None where the day is not known."""
    text = person.admission_decision_date or person.admission_date
    since = first_day(text) if len(text) == 10 else None
    if since is None:
        return None
    today = clock.today()
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))
