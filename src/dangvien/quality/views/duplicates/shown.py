"""What the pages of a pair share: both records laid out, versions read, sentences of errors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from dangvien.accounts.models import User
from dangvien.members.actions.desk import source_of
from dangvien.members.models import Person
from dangvien.orgs.scope import found_or_absent
from dangvien.quality.duplicates import queries
from dangvien.quality.duplicates.comparing import FIRST, Row
from dangvien.quality.duplicates.reading import Opened
from dangvien.quality.models import Pair

_CELL = re.compile(r"^Chi bộ (?:cơ sở )?(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """The rows of a pair: those always shown, further ones to look at, the rest that is alike."""

    first: tuple[Row, ...]
    other: tuple[Row, ...]
    alike: tuple[Row, ...]
    came: tuple[str, str]

    @property
    def one_source(self) -> bool:
        """Whether both came from the same list."""
        return self.came[0] == self.came[1]


def parts(opened: Opened) -> Laid:
    """The rows of an opened pair in order."""
    rest = [row for name, row in opened.rows.items() if name not in FIRST]
    return Laid(
        tuple(opened.rows[name] for name in FIRST),
        tuple(row for row in rest if not row.alike), tuple(row for row in rest if row.alike),
        (came_from(opened.pair.first), came_from(opened.pair.second)),
    )  # fmt: skip


def came_from(person: Person) -> str:
    """Which list brought a record in."""
    return source_of(person, "*").get("s", "")


def the_pair(user: User, uid: UUID) -> Pair:
    """A pair that the caller may look at; 404 otherwise. What is done with it is logged there."""
    pair: Pair = found_or_absent(queries.pairs(user).select_related("first", "second"), uid=uid)
    return pair


def versions(request: HttpRequest) -> tuple[int, int]:
    """The versions of both records that a form rests on; (-1, -1) when it does not say."""
    told = request.POST.get("versions", "").split("-")
    if len(told) != len(("first", "second")) or not all(_number(text) for text in told):
        return -1, -1
    return int(told[0]), int(told[1])


def said(error: ValidationError) -> dict[str, str]:
    """The sentences of a refusal by field; "" for what is about the whole."""
    if hasattr(error, "error_dict"):
        return {name: " ".join(texts) for name, texts in error.message_dict.items()}
    return {"": " ".join(error.messages)}


def short_unit(name: str) -> str:
    """A cell's name as people say it: "Chi bộ bản Nà Lốc" → "bản Nà Lốc"."""
    return _CELL.sub("", name)


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
