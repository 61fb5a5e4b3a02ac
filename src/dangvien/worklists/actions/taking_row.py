"""One row of a list that came back: brought as a proposal, found to be said already, or kept aside."""

from __future__ import annotations

from dangvien.accounts.models import User
from dangvien.core.text import fold
from dangvien.files.answer_list import Answered
from dangvien.members.actions.editing import standard_values
from dangvien.members.boxes import written
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.members.sealed import numbers
from dangvien.members.sheet import value_of
from dangvien.quality.actions import propose
from dangvien.quality.actions.asking import NOTHING
from dangvien.quality.evidence import EVIDENCE
from dangvien.quality.models import Finding, Proposal
from dangvien.quality.proposed import opened
from dangvien.worklists.fixing import Ask, look
from dangvien.worklists.workbook import Matched

CHANGED = "Từ khi lập danh sách, ô này đã có người sửa. Xem hồ sơ rồi nhập ở trang của người này."
OVER = "Việc này đã xong bằng cách khác; giá trị ở dòng này khác với hồ sơ."
NO_SOURCE = "Chưa ghi nhìn thấy ở đâu."
ODD_SOURCE = "Nguồn ghi ở dòng này không có trong danh sách để chọn."
_SEEN = {fold(one.words): one.key for one in EVIDENCE}


class _Unfit(Exception):  # noqa: N818
    """Why a row is kept aside; the words hold nothing of the row."""


def take_row(actor: User, matched: Matched) -> tuple[str, str]:
    """The fate of a row that is the list's own, and why when it is kept aside."""
    row, expected = matched.row, matched.expected
    if not row.typed:
        return "blank", ""
    person = Person.objects.select_related("unit").get(pk=expected.sheet.person_id)
    field = expected.asked.field
    try:
        evidence = _evidence(row, expected.asked)
        _readable(actor, person, field, row.typed)
        if _said_already(person, expected.finding, field, row.typed):
            return "same", ""
        made = propose(
            actor=actor, person=person, values={field: row.typed}, evidence=evidence,
            source=f"Danh sách {expected.code}", version=expected.sheet.version,
            findings=[expected.finding], came_by="xlsx",
        )  # fmt: skip
    except (_Unfit, Stale) as why:
        return "aside", CHANGED if isinstance(why, Stale) else str(why)
    except Impossible as error:
        said = set(error.problems.values())
        return ("same", "") if said == {NOTHING} else ("aside", " ".join(sorted(said)))
    return ("waiting" if made.state == Proposal.WAITING else "written"), ""


def _evidence(row: Answered, asked: Ask) -> str:
    """The key of where it was seen; what is not asked for may be left out."""
    key = _SEEN.get(fold(row.seen), "")
    if row.seen and not key:
        raise _Unfit(ODD_SOURCE)
    if asked.needs_evidence and not key:
        raise _Unfit(NO_SOURCE)
    return key


def _readable(actor: User, person: Person, field: str, typed: str) -> None:
    looked = look(actor, person, field, typed)
    if not looked.whole:
        raise _Unfit(looked.said or "Chưa đọc được.")


def _said_already(person: Person, finding: Finding, field: str, typed: str) -> bool:
    """Whether a proposal of the same value waits, or the thing was put right just so meanwhile."""
    rows = Proposal.objects.filter(person=person).undecided()
    said = [opened(row)[field] for row in rows if field in row.fields]
    if any(fold(value.after) == fold(_standard(field, typed)) for value in said):
        return True
    if finding.closed_on is None:
        return False
    if not _holds(person, field, typed):
        raise _Unfit(OVER)
    return True


def _holds(person: Person, field: str, typed: str) -> bool:
    """Whether the record says so by now."""
    now = value_of(person, field, numbers(person))
    return _standard(field, typed) == now or fold(written(field, now)) == fold(typed)


def _standard(field: str, typed: str) -> str:
    """The value in force of what was typed; of a date that an event writes, as people write it."""
    try:
        return standard_values({field: typed}).get(field, typed)
    except Impossible:
        return typed
