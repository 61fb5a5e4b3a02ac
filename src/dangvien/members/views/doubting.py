"""What was typed and would block the record is said beside the field; it may be kept all the same."""

from __future__ import annotations

from typing import Protocol

from dangvien.members import margin
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.models import Person
from dangvien.members.queries import raw_record
from dangvien.members.sealed import numbers


class Asking(Protocol):
    """A form that may ask to keep what looks wrong."""

    def add_error(self, field: str | None, error: str) -> None:
        """Say what is wrong beside a field."""

    def ask_to_keep(self) -> None:
        """Offer to store it all the same."""


def doubtful(form: Asking, person: Person, values: dict[str, str]) -> bool:
    """Whether something typed looks wrong; said beside its field."""
    held = numbers(person)
    typed = {name: text for name, text in values.items() if name in IDENTIFIERS}
    said = margin.told({**raw_record(person, held), **values}, {**held, **typed})
    wrong = [one for one in said if one.severity == "E" and one.field in values]
    for one in wrong:
        form.add_error(one.field, f"{one.what}. {one.how}")
    if wrong:
        form.ask_to_keep()
    return bool(wrong)
