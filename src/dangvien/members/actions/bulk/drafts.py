"""What an import hands over, and what it is told back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from dangvien.accounts.policy import Refused
from dangvien.members import fields
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths

MOST = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A person to take in. `values`: standard values in force by schema name; the unit is `unit`.

    `row`: the row's number in its batch; with it the person's uid follows from batch and row, so that
    a repeated call finds the person instead of making another. `temporary`, `residence`: the cells
    that the row names, where they are organisations of the register.
    """

    values: Mapping[str, str | None]
    unit: Organisation
    source: str
    row: int | None = None
    temporary: Organisation | None = None
    residence: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """Values for a person on file; `version` is what the preview saw. Empty values are left out."""

    person_id: int
    version: int
    values: Mapping[str, str | None]
    source: str
    unit: Organisation | None = None
    temporary: Organisation | None = None
    residence: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a filling: applied (with its fields), unchanged, or stale: nothing written."""

    person_id: int
    fate: str  # applied | unchanged | stale
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undoing:
    """A person and the batch whose doing is to be taken back."""

    person_id: int
    batch: UUID


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an undoing: the person withdrawn, or fields gone back; `kept` is for a person.

    `kept`: fields that somebody wrote after the batch; "*" when the record was made by the batch and
    has been worked on since, so that it stays.
    """

    person_id: int
    withdrawn: bool = False
    fields: tuple[str, ...] = ()
    kept: tuple[str, ...] = field(default=())


def checked(rows: Iterable[Any]) -> list[Any]:
    """The rows of one call; more than `MOST` would hold the write lock too long."""
    found = list(rows)
    if len(found) > MOST:
        raise ValueError(f"at most {MOST} rows a call, not {len(found)}")
    return found


def given(values: Mapping[str, str | None]) -> dict[str, str]:
    """Non-empty values of the fields that the register keeps; ValueError for one that does not fit."""
    kept = fields.kept()
    told = {name: str(text) for name, text in values.items() if text and name in kept}
    for name, text in told.items():
        if not fields.fits(name, text):
            raise ValueError(f"{name} does not fit")  # never the value
    return told


def require_all(actor: Any, units: Iterable[Organisation]) -> None:
    """Refuse unless the actor may run imports in each of the units; one query."""
    tops = tuple(paths(actor, "import.run"))
    for unit in units:
        if not unit.path.startswith(tops or ("-",)):
            raise Refused("import.run")


def common(units: Iterable[Organisation]) -> Organisation | None:
    """The lowest organisation above all of the units (or the one unit): where the entry is logged."""
    paths_of = [unit.path.strip("/").split("/") for unit in units]
    if not paths_of:
        return None
    shared = []
    for level in zip(*paths_of, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return Organisation.objects.filter(pk=int(shared[-1])).first() if shared else None
