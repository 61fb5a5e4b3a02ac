"""Whether it will be done in time, if every cell keeps the pace of its last days. Pure.

Each cell is carried on by itself and never past its own whole: a fast cell does not finish the work
of a slow one, as an average would have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """Where one cell stands now and stood `days` ago."""

    unit: int
    done: int
    whole: int
    before: int
    days: int

    @property
    def gained(self) -> int:
        """How many in those days; a cell that fell back, or is not yet known, gains none."""
        return max(self.done - self.before, 0) if self.days > 0 else 0

    def after(self, days: int) -> int:
        """How many will be done after some days, whole people only, never more than there are."""
        if days <= 0 or not self.gained:  # whole numbers throughout: a city asks 40,000 times
            return self.done
        return max(self.done, min(self.whole, self.done + self.gained * days // self.days))

    def ends(self, today: date) -> date | None:
        """The day on which the last one is done, today if nothing is left; None without any pace."""
        left = self.whole - self.done
        if left <= 0:
            return today
        if not self.gained:
            return None
        return today + timedelta(days=-(-left * self.days // self.gained))


@dataclass(frozen=True, slots=True)
class Forecast:
    """All cells carried on to the last day. `short`: unit → how many it will lack, the most first."""

    today: date
    last: date
    days: int  # of which the pace was taken
    done: int
    whole: int
    expected: int
    line: tuple[tuple[date, int], ...]  # day by day from today
    short: tuple[tuple[int, int], ...]
    ends: dict[int, date | None]

    @property
    def missing(self) -> int:
        """How many will not be done on the last day."""
        return self.whole - self.expected

    @property
    def in_time(self) -> bool:
        """Whether all of it will be done."""
        return self.missing == 0


def forecast(paces: Iterable[Pace], today: date, last: date, days: int = DAYS) -> Forecast:
    """Carry every cell on from today to the last day."""
    cells: Sequence[Pace] = list(paces)
    left = max((last - today).days, 0)
    moving = [cell for cell in cells if cell.gained and cell.done < cell.whole]
    still = sum(cell.done for cell in cells) - sum(cell.done for cell in moving)
    line = tuple(
        (today + timedelta(days=ahead), still + sum(cell.after(ahead) for cell in moving))
        for ahead in range(left + 1)
    )
    lacking = [(cell.unit, cell.whole - cell.after(left)) for cell in cells]
    short = sorted((one for one in lacking if one[1]), key=lambda one: (-one[1], one[0]))
    return Forecast(
        today=today, last=last, days=days, done=sum(cell.done for cell in cells),
        whole=sum(cell.whole for cell in cells), expected=line[-1][1], line=line,
        short=tuple(short), ends={cell.unit: cell.ends(today) for cell in cells},
    )  # fmt: skip
