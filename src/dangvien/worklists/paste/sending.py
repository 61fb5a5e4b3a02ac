"""The good cells of a paste become proposals, person by person; what is refused says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dangvien.accounts.models import User
from dangvien.members.models import Person
from dangvien.members.refusals import Impossible, Stale
from dangvien.quality.actions import propose
from dangvien.quality.field_policy import TABLE, needs
from dangvien.worklists.paste.checking import GOOD, Checked

AT_ONCE = 300  # people of one press: a few seconds
STALE = "Hồ sơ vừa có người sửa ô này. Xem lại giá trị đang có rồi gửi lại."


@dataclass(slots=True)
class Sent:
    """What became of a press: cells written, cells that wait, rows refused, rows not yet tried."""

    written: int = 0
    waiting: int = 0
    people: int = 0
    refused: dict[int, str] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)


def good(checked: Checked) -> dict[int, dict[str, str]]:
    """Row → field → value: all that may be sent."""
    found = {
        row: {name: cell.after for name, cell in cells.items() if cell.state == GOOD}
        for row, cells in checked.items()
    }
    return {row: values for row, values in found.items() if values}


def asks_evidence(values: Mapping[int, Mapping[str, str]]) -> bool:
    """Whether a field among them may not change without somebody having seen a paper."""
    return any(TABLE[name].evidence for told in values.values() for name in told)


def send(
    *, actor: User, people: Mapping[int, Person], values: Mapping[int, Mapping[str, str]],
    versions: Mapping[str, int], evidence: str, source: str,
) -> Sent:  # fmt: skip
    """Propose the good cells of some people; each person is a deed of its own."""
    done = Sent()
    for number, (row, told) in enumerate(sorted(values.items())):
        if number >= AT_ONCE:
            done.left.append(row)
            continue
        person = people[row]
        try:
            propose(
                actor=actor, person=person, values=told, source=source, came_by="grid",
                evidence=evidence, version=versions.get(str(person.uid), person.version),
            )  # fmt: skip
        except Impossible as problem:
            done.refused[row] = " ".join(dict.fromkeys(problem.problems.values()))
            continue
        except Stale:
            done.refused[row] = STALE
            continue
        later = sum(bool(needs(name, evidence)) for name in told)
        done.people += 1
        done.waiting += later
        done.written += len(told) - later
    return done
