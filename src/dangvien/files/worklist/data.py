"""What a worklist says: the people still to ask, what to ask them and what is on file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SEEN = ("Tôi đã nhìn thẻ", "Bản sao trong hồ sơ", "Đảng viên đọc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to ask.

    `title`: the field ("Số căn cước"); `text`: what is on file and what to do, a sentence or two;
    `short`: the same for the list ("Nhìn thẻ căn cước, nhập đủ 12 số"). `answer`: twelve boxes, a
    date or a line to write on, or nothing; `choices`: boxes to tick; `blank`: words before a line
    that follows the choices ("Chưa đúng, sửa là:").
    """

    title: str
    text: str
    short: str
    blocking: bool = False
    answer: Literal["citizen_id", "date", "line", "none"] = "none"
    choices: tuple[str, ...] = ()
    blank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of "Thông tin đang có"; an empty value is printed as "chưa có"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person and the code of the sheet; `born` as known ("1958"), `where` in words."""

    code: str
    name: str
    tasks: tuple[Task, ...]
    rows: tuple[Row, ...] = ()
    born: str = ""
    age: int | None = None
    probationary: bool = False
    where: str = ""

    @property
    def shown(self) -> str:
        """The name, or words in its place: the list may hold a number without a name."""
        return self.name or "Chưa có tên"

    @property
    def blocking(self) -> bool:
        """Whether something of this person keeps the file from being synchronised."""
        return any(task.blocking for task in self.tasks)

    @property
    def about(self) -> str:
        """Age and place for the list: "67 tuổi, cạnh nhà văn hóa bản"."""
        age = f"{self.age} tuổi" if self.age is not None else ""
        words = (age, "dự bị" if self.probationary else "", self.where)
        return ", ".join(word for word in words if word)

    @property
    def summary(self) -> str:
        """The tasks as one sentence, blocking ones first; more than one are counted."""
        tasks = sorted(self.tasks, key=lambda task: not task.blocking)
        first = [task.short for task in tasks[:2]]
        text = ", ".join([*first[:1], *(f"{word[:1].lower()}{word[1:]}" for word in first[1:])])
        return f"{text} ({len(tasks)} việc)" if len(tasks) > 1 else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """One cell: `ready` of `active` members are ready; `people` are those still to ask.

    `deadline` is the last day, included. `secretary` and `help` are words ("đồng chí …, bí thư").
    """

    committee: str
    cell: str
    as_of: date
    active: int
    ready: int
    people: tuple[Person, ...]
    secretary: str = ""
    help: str = ""
    deadline: date | None = None
    synthetic: bool = False

    @property
    def ordered(self) -> list[Person]:
        """People who block first, then those nice to ask; otherwise in the order given."""
        return sorted(self.people, key=lambda person: not person.blocking)
