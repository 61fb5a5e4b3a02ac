"""One cell, read by its field's kind: the single place where a kind meets its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from dangvien.core import address, codes, dates, encodings, identity, phone, text
from dangvien.core.reading import Column, Reading
from dangvien.core.schema import Field


@dataclass(frozen=True, slots=True)
class Vote:
    """What one column of one source was voted to be: its legacy encoding and its date notation."""

    encoding: str | None = None
    evidence: str = ""
    column: Column = field(default_factory=Column)


Reader = Callable[[str, Field], Reading]


def _plain_text(raw: str, _: Field) -> Reading:
    value = text.clean(raw)
    reason = None if value == raw else "bỏ dấu cách thừa, đưa về dạng NFC"
    return Reading(value or None, reason=reason)


def _organisation(raw: str, field: Field) -> Reading:
    reading = _plain_text(raw, field)
    filler = reading.value is not None and text.is_placeholder(reading.value)
    return replace(reading, fault="placeholder") if filler else reading


READERS: dict[str, Reader] = {
    "name": lambda raw, _: text.read_name(raw),
    "sex": lambda raw, _: codes.read_sex(raw),
    "citizen_id": lambda raw, _: identity.read_citizen_id(raw),
    "old_id": lambda raw, _: identity.read_old_id(raw),
    "card": lambda raw, _: identity.read_card(raw),
    "file_number": lambda raw, _: identity.read_file_number(raw),
    "phone": lambda raw, _: phone.read_phone(raw),
    "ethnicity": lambda raw, _: codes.read_ethnicity(raw),
    "religion": lambda raw, _: codes.read_religion(raw),
    "member_type": lambda raw, _: codes.read_member_type(raw),
    "status": lambda raw, _: codes.read_status(raw),
    "code": lambda raw, field: codes.read_code(field.name, raw),
    "organisation": _organisation,
    "text": _plain_text,
}


def read_cell(field: Field, raw: str, vote: Vote, as_of: date) -> Reading:
    """Read one non-empty cell of a field, after decoding it if its column is in a legacy encoding."""
    decoded = encodings.decode(raw, vote.encoding) if vote.encoding else raw
    if field.kind == "date":
        birth = field.name in ("birth_date", "id_birth_date")
        reading = dates.read_date(decoded, birth=birth, as_of=as_of, column=vote.column)
    elif field.kind == "address":
        reading = address.read_address(decoded, on=as_of)
    else:
        reading = READERS[field.kind](decoded, field)
    if decoded == raw:
        return reading
    faults = " ".join(filter(None, ("legacy", reading.fault)))
    return replace(reading, fault=faults, reason=f"giải mã {vote.encoding}")
