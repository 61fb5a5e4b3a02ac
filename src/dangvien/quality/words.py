"""A finding in words: made on reading from the rule book and from what was sealed with it.

The words are those of `core.rules.words`. A sound number shows its mask only; one that is faulty is
shown, since people compare it with paper.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dangvien import clock
from dangvien.core import rules
from dangvien.core.cells import Vote, read_cell
from dangvien.core.identity import citizen_parts
from dangvien.core.rules.rule import Case
from dangvien.core.rules.words import show
from dangvien.core.schema import MEMBER, ORGANISATION
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.sealed import masked
from dangvien.quality.settling.telling import Said

_FIELDS = {"member": {f.name: f for f in MEMBER}, "organisation": {f.name: f for f in ORGANISATION}}
_NUMBER = re.compile(r"\d{9,}")
# A pair is named by the two records on its own page, never by a row of a list.
_SAYS = {
    ("V11", "twin"): "Hồ sơ này rất giống một hồ sơ khác; có thể là một người.",
    ("V02", "noise"): "Họ và tên có dấu cách thừa hoặc ký tự ẩn.",
    ("V03", "case"): "Họ và tên “{value}” viết hoa chưa đều.",
}
# In a list the reader has written these properly; in the register somebody takes them.
_HOW = {
    ("V02", "noise"): "Nhận cách viết đề xuất; không thêm bớt chữ nào.",
    ("V03", "case"): "Nhận cách viết đề xuất; không thêm bớt chữ nào.",
}


class Worded(NamedTuple):
    """What is wrong, why it matters, what to do, on what basis; the value and what is proposed."""

    what: str
    why: str
    how: str
    basis: str
    label: str
    value: str
    fix_shown: str


def worded(rule: str, cause: str, field: str, said: Said) -> Worded:
    """The words of one finding."""
    book = rules.get(rule)
    label = _FIELDS[book.subject][field].label
    case = _case(rule, cause, field)
    faulty = field in IDENTIFIERS and is_faulty(field, said.value)
    shown = [_shown(field, text, faulty) for text in (said.value, said.detail, said.fix)]
    says = _SAYS.get((rule, cause), case.says)
    what = says.format(value=shown[0], detail=shown[1], fix=shown[2], field=label)
    clear = {said.value, said.fix} if faulty else set()
    if book.subject == "member":  # a code of an organisation is nobody's number
        what = _without(what, clear)
    return Worded(
        what.rstrip("."), case.why or book.why,
        _HOW.get((rule, cause)) or case.how or book.how, book.basis,
        label, "" if said.value is None else shown[0], "" if said.fix is None else shown[2],
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _case(rule: str, cause: str, field: str) -> Case:
    """The case of a cause, among several the one of the field; the rule itself for one long gone."""
    book = rules.get(rule)
    own = [case for case in book.cases if case.key == cause] or list(book.cases)
    return next((case for case in own if (case.field or book.field) == field), own[0])


def proposes(rule: str, cause: str, field: str) -> bool:
    """Whether the sentence leaves it to the page to say what is proposed."""
    return "{fix}" not in _SAYS.get((rule, cause), _case(rule, cause, field).says)


def is_faulty(field: str, value: str | None) -> bool:
    """Whether a number is not what it should be: then it may be shown beside the paper."""
    if not value:
        return False
    today = clock.today()
    if read_cell(_FIELDS["member"][field], value, Vote(), today).fault:
        return True
    if field != "citizen_id":
        return False
    parts = citizen_parts(value)
    return parts is None or parts.birth_year > today.year


def _shown(field: str, text: str | None, faulty: bool) -> str:
    if field in IDENTIFIERS and text and len(text) > 4 and not faulty:
        return masked(text)
    return show(text)


def _without(text: str, clear: set[str | None]) -> str:
    """A sentence may repeat another field's number: none slips through unless it is the faulty one."""
    return _NUMBER.sub(lambda found: found[0] if found[0] in clear else masked(found[0]), text)
