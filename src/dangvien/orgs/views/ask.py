"""What the address of a tree page asks for: two days, the unit picked, what is open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from dangvien import clock

_WRONG = {
    "tinh-den": "Ngày viết theo dạng 15/12/2025.",
    "so-voi": "Một ngày trước ngày tính đến, viết theo dạng 30/06/2025.",
}
FIRST, LAST = date(1930, 2, 3), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Ask:
    """The two days, the picked organisation, and the rows that are not as they are at first."""

    on: date
    since: date
    picked: int | None = None
    opened: frozenset[int] | None = None  # organisations that are open; None: as a page begins
    shut: frozenset[str] = frozenset()  # groups that are closed
    whole: frozenset[str] = frozenset()  # rows whose children are all shown
    wrong: dict[str, str] = field(default_factory=dict)  # box → what was typed, when it is no day

    def link(self, **changes: Any) -> str:
        """The address of the tree with something changed."""
        ask = replace(self, **changes)
        return "/to-chuc/?" + urlencode([*ask._days, *ask.kept])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address says besides the two days."""
        told = []
        if self.picked:
            told.append(("chon", str(self.picked)))
        if self.opened is not None:
            told.append(("mo", ".".join(map(str, sorted(self.opened))) or "0"))
        if self.shut:
            told.append(("dong", ".".join(sorted(self.shut))))
        if self.whole:
            told.append(("het", ".".join(sorted(self.whole))))
        return told

    @property
    def _days(self) -> list[tuple[str, str]]:
        return [("tinh-den", self.on.isoformat()), ("so-voi", self.since.isoformat())]

    @property
    def tree(self) -> str:
        """The address of the tree with nothing picked."""
        return self.link(picked=None)

    @property
    def boxes(self) -> list[dict[str, str]]:
        """The two boxes for days, each with what was typed and what is wrong with it."""
        told = (("tinh-den", "Tính đến ngày", self.on), ("so-voi", "So với ngày", self.since))
        return [
            {
                "name": name, "label": label, "typed": self.wrong.get(name, f"{day:%d/%m/%Y}"),
                "wrong": _WRONG[name] if name in self.wrong else "",
            }
            for name, label, day in told
        ]  # fmt: skip

    @property
    def days(self) -> str:
        """The two days alone, for the address of another page."""
        return urlencode(self._days)


def asked(request: HttpRequest) -> Ask:
    """Read the address; a day that is no day is named, and today stands in for it."""
    wrong: dict[str, str] = {}
    on = _day(request, "tinh-den", wrong) or clock.today()
    since = _day(request, "so-voi", wrong) or date(on.year, 1, 1)
    if since > on:
        wrong["so-voi"] = f"{since:%d/%m/%Y}"
        since = date(on.year, 1, 1)
    picked = request.GET.get("chon", "")
    return Ask(
        on, since, int(picked[:18]) if picked.isascii() and picked.isdigit() else None,
        _opened(request), _keys(request, "dong"), _keys(request, "het"), wrong,
    )  # fmt: skip


def canonical(request: HttpRequest) -> bool:
    """Whether the days stand in the address as they are kept and passed on: 2025-12-15."""
    return all("/" not in request.GET.get(name, "") for name in ("tinh-den", "so-voi"))


def _opened(request: HttpRequest) -> frozenset[int] | None:
    told = _keys(request, "mo")
    return (
        frozenset(int(key[:18]) for key in told if key.isascii() and key.isdigit())
        if told
        else None
    )


def _keys(request: HttpRequest, name: str) -> frozenset[str]:
    return frozenset(filter(None, request.GET.get(name, "")[:4000].split(".")))


def _day(request: HttpRequest, name: str, wrong: dict[str, str]) -> date | None:
    text = request.GET.get(name, "").strip()
    for reading in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, reading).date()  # noqa: DTZ007
        except ValueError:
            continue
        if FIRST <= day <= LAST:
            return day
    if text:
        wrong[name] = text[:40]
    return None
