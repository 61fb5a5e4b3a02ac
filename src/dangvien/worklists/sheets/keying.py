"""The page on which a sheet is keyed in: the questions of the paper, and what was ticked and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from dangvien.accounts.models import User
from dangvien.core.schema import FIELDS
from dangvien.members.actions.editing import since
from dangvien.members.models import Person
from dangvien.quality.evidence import TOLD
from dangvien.quality.field_policy import policy
from dangvien.quality.models import Finding
from dangvien.quality.queries import told
from dangvien.worklists.actions.keying_in import Given
from dangvien.worklists.fixing import Ask, Looked, ask, look
from dangvien.worklists.models import Sheet
from dangvien.worklists.sheets import asking, on_file

_LONGEST = 1_000


@dataclass(slots=True)
class Box:
    """One question of part A: as on paper, with what was keyed in."""

    number: int
    ask: Ask
    finding: Finding
    pieces: tuple[str, ...]
    ticks: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    evidence: str = ""
    taken: str = ""  # "may": the proposal was ticked as right; "khac": written anew
    changed: str = ""  # what the field says by now, when it was written since the sheet was made
    error: str = ""
    looked: Looked | None = None

    @property
    def value(self) -> str:
        """What the sheet answers: the proposal, or what was written."""
        return self.ask.offer if self.taken == "may" else self.typed

    @property
    def over(self) -> bool:
        """Whether the thing was put right in another way meanwhile."""
        return self.finding.closed_on is not None


@dataclass(slots=True)
class Line:
    """One row of part B."""

    field: str
    label: str
    value: str
    right: bool = False
    typed: str = ""
    writable: bool = True
    error: str = ""


@dataclass(slots=True)
class Form:
    """All of a sheet, empty or as it was sent."""

    boxes: list[Box]
    lines: list[Line]

    @property
    def wrong(self) -> bool:
        """Whether something has to be asked again."""
        return any(box.error for box in self.boxes) or any(line.error for line in self.lines)

    @property
    def given(self) -> list[Given]:
        """The values that were written."""
        values = [
            Given(box.ask.field, box.value, box.evidence if box.ask.needs_evidence else "",
                  finding=box.finding)
            for box in self.boxes if box.value and not box.over
        ]  # fmt: skip
        return values + [
            Given(line.field, line.typed, _of_paper(line.field))
            for line in self.lines
            if line.typed
        ]

    @property
    def right(self) -> list[str]:
        """The fields that were ticked as right."""
        return [line.field for line in self.lines if line.right and not line.typed]

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Say beside a field why it could not be taken."""
        every: list[Box | Line] = [*self.boxes, *self.lines]
        known: dict[str, Box | Line] = {line.field: line for line in self.lines}
        known |= {box.ask.field: box for box in self.boxes}
        for field, words in problems.items():
            at: Box | Line = known[field] if field in known else every[0]
            at.error = words


def form(sheet: Sheet, person: Person, sent: QueryDict | None, user: User) -> Form:
    """The page of a sheet, with what was sent, if anything was."""
    findings = asking.findings_of([sheet]).get(sheet.pk, [])
    later = {one.field: one.after for one in since(person, sheet.version)}
    boxes = []
    for number, (finding, said) in enumerate(zip(findings, told(findings), strict=True), 1):
        one = ask(said)
        asked = asking.question(one)
        box = Box(
            number, one, finding, asked.told,
            tuple((seen.key, asking.TICKS[seen.key]) for seen in one.evidence),
            changed=on_file.shown(one.field, later[one.field]) if one.field in later else "",
        )  # fmt: skip
        if sent is not None:
            _read(box, sent, user, person)
        boxes.append(box)
    stored = on_file.values([person], reveal=False)[str(person.uid)]
    names = on_file.names(asking.fields_of([box.ask for box in boxes]))
    return Form(boxes, [_line(name, stored, sent) for name in names])


def _read(box: Box, sent: QueryDict, user: User, person: Person) -> None:
    key = str(box.number)
    box.typed = " ".join(sent.get(f"ghi-{key}", "")[:_LONGEST].split())
    box.evidence, box.taken = sent.get(f"nguon-{key}", ""), sent.get(f"chon-{key}", "")
    if not box.value or box.over or not box.ask.typed:
        if box.evidence and not box.value and not box.over and box.ask.typed:
            box.error = "Có đánh dấu nguồn nhưng chưa ghi giá trị."
        return
    box.looked = look(user, person, box.ask.field, box.value)
    if not box.looked.whole:
        box.error = box.looked.said or "Chưa đọc được. Xem lại chữ trên phiếu."
    elif box.ask.needs_evidence and not box.evidence:
        box.error = "Chọn nguồn đã đánh dấu trên phiếu."


def _line(name: str, stored: Mapping[str, str], sent: QueryDict | None) -> Line:
    line = Line(
        name, FIELDS[name].label, on_file.shown(name, stored.get(name, "")),
        writable=policy(name) is not None,
    )  # fmt: skip
    if sent is not None:
        line.right = sent.get(f"dung-{name}") == "on"
        line.typed = " ".join(sent.get(f"sua-{name}", "")[:_LONGEST].split())
        if line.right and line.typed:
            line.error = "Vừa đánh dấu Đúng vừa ghi lại. Bỏ một trong hai."
    return line


def _of_paper(field: str) -> str:
    """Part B has no box for the source: what stands there the member has said, and signed."""
    one = policy(field)
    return TOLD if one is not None and one.evidence else ""
