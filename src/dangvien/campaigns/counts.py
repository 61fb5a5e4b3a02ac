"""The numbers of one unit, or of a subtree: whole numbers only, so that sums are exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dangvien.campaigns import sums
from dangvien.look.numbers import hundredths

PARTS = ("done", "approval", "cell", "police", "above", "gone")


class Counts(NamedTuple):
    """base = done + approval + cell + police + above + gone; newcomers and waived stand beside.

    `waived`: of done, clean only by a granted exception. `num_*`: numerators of the six scores over
    those counted and still there; `ready`: clean of T1, whatever tier the campaign asks for.
    """

    base: int = 0
    done: int = 0
    approval: int = 0
    cell: int = 0
    police: int = 0
    above: int = 0
    gone: int = 0
    waived: int = 0
    newcomers: int = 0
    num_dung: int = 0
    num_du: int = 0
    num_sach: int = 0
    num_song: int = 0
    num_thong_nhat: int = 0
    ready: int = 0

    @property
    def whole(self) -> int:
        """The denominator: people counted who have not left since."""
        return self.base - self.gone

    @property
    def left(self) -> int:
        """What is still to do, wherever it lies."""
        return self.whole - self.done

    @property
    def finished(self) -> bool:
        """Whether nothing is left of a unit in which somebody was counted."""
        return self.left == 0 and self.base > 0

    @property
    def rate(self) -> int | None:
        """The rate in hundredths of a percent, or None where nobody is counted."""
        return hundredths(self.done, self.whole) if self.whole else None

    def reaches(self, percent: int) -> bool:
        """Whether at least this share is done, in whole numbers."""
        return self.whole > 0 and self.done * 100 >= percent * self.whole

    def check(self, of: str = "Tổng") -> None:
        """Refuse figures whose parts do not add up."""
        if sum(self[1:_BASE_ENDS]) != self.base or min(self) < 0:  # a tree asks 20,000 times
            sums.check(self.base, {name: getattr(self, name) for name in PARTS}, of)
        if self.waived > self.done:
            raise sums.Refused(f"{of}: số miễn theo ngoại lệ lớn hơn số đã xong.")

    def as_dict(self) -> dict[str, int]:
        """Plain, for JSON."""
        return self._asdict()


NAMES = Counts._fields
_BASE_ENDS = 1 + len(PARTS)


def of(values: Mapping[str, int]) -> Counts:
    """From plain values; names that are not counts are left out."""
    return Counts(**{name: int(values[name]) for name in NAMES if name in values})


def total(rows: Iterable[Counts]) -> Counts:
    """The sum of many."""
    return Counts(*map(sum, zip(Counts(), *rows, strict=True)))
