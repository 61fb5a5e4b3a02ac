"""What is on file of people, for part B of their sheets; a citizen id stands there never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dangvien.core.schema import FIELDS
from dangvien.files.house_visit import OnFile
from dangvien.members import queries
from dangvien.members.boxes import written
from dangvien.members.models import Person

SHOWN = (
    "full_name", "sex", "birth_date", "phone", "admission_date", "official_date", "card_number",
    "org_name",
)  # fmt: skip


def values(people: Iterable[Person], *, reveal: bool) -> dict[str, dict[str, str]]:
    """Stored values by the uid of each person; two queries for five hundred people."""
    frame = queries.frame(people, reveal=reveal)
    columns = frame.select("row_id", *(name for name in SHOWN))
    return {
        row["row_id"]: {name: row[name] or "" for name in SHOWN}
        for row in columns.iter_rows(named=True)
    }


def names(asked: Iterable[str]) -> Iterator[str]:
    """The fields of part B beside what is asked in part A."""
    left_out = set(asked)
    return (name for name in SHOWN if name not in left_out)


def rows(stored: dict[str, str], asked: Iterable[str]) -> tuple[OnFile, ...]:
    """Part B of one sheet."""
    return tuple(
        OnFile(label=FIELDS[name].label, value=shown(name, stored.get(name, "")))
        for name in names(asked)
    )


def shown(name: str, value: str) -> str:
    """A value as it is printed: the name in capitals, dates as dd/mm/yyyy."""
    return value.upper() if name == "full_name" else written(name, value)
