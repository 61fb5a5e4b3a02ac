"""What was typed and would block the record is said beside the field; it may be kept all the same."""

from __future__ import annotations

from dangvien.members import margin
from dangvien.members.boxes import Typed
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.models import Person
from dangvien.members.queries import raw_record
from dangvien.members.sealed import numbers


def doubtful(form: Typed, person: Person, values: dict[str, str]) -> bool:
    """Whether something typed looks wrong; said beside its field."""
    held = numbers(person)
    typed = {name: text for name, text in values.items() if name in IDENTIFIERS}
    said = margin.told({**raw_record(person, held), **values}, {**held, **typed})
    return form.doubt(one for one in said if one.field in values)
