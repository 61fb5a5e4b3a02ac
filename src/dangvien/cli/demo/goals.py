"""How far each cell is on each evening: the figures of the pictures, and a believable way to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvien.cli.demo.calendar import DAYS, TODAY
from dangvien.synth.commune.cells import CELLS

# Of what a cell had to do from 09/12 on, how much was done by the evening of each day.
_SHARES = {date(2025, 12, 10): 7, date(2025, 12, 11): 17, date(2025, 12, 12): 32,
           date(2025, 12, 13): 49, date(2025, 12, 14): 67, TODAY: 100}  # fmt: skip
# Cells that are through, with the day on which they were.
FINISHED = {
    "Chi bộ Trung tâm Phục vụ HCC": date(2025, 12, 11), "Chi bộ bản Pha Đén": date(2025, 12, 12),
    "Chi bộ Cơ quan Đảng, MTTQ": date(2025, 12, 12), "Chi bộ bản Tân Sơn": date(2025, 12, 13),
    "Chi bộ Cơ quan UBND xã": date(2025, 12, 13), "Chi bộ bản Nà Ơi": date(2025, 12, 14),
    "Chi bộ Trường THCS": date(2025, 12, 14),
}  # fmt: skip
# Proposals that wait for the commune on 15/12, as the hatched bars of the pictures show them.
WAITING = {
    "Chi bộ bản Xía Nọi": 1, "Chi bộ bản Piềng Mòn": 1, "Chi bộ HTX Nông – lâm nghiệp": 2,
    "Chi bộ bản Pọng Ca": 2, "Chi bộ bản Che Khót": 4, "Chi bộ bản Bôn Hạ": 2,
    "Chi bộ Trường Tiểu học": 4, "Chi bộ bản Mường Hin": 3, "Chi bộ bản Bôn Thượng": 1,
    "Chi bộ bản Nà Lốc": 3, "Chi bộ Trường Mầm non": 4, "Chi bộ bản Co Muồng": 4,
    "Chi bộ bản Na Nghịu": 3, "Chi bộ bản Suối Khoai": 2, "Chi bộ Trạm Y tế": 1,
}  # fmt: skip
POLICE, ABOVE = 31, 22  # people whose matter lies with the police, with the province
SAFE_LEFT = 64  # safe fixes that nobody has taken yet
SIGNED = frozenset({
    "Chi bộ Trung tâm Phục vụ HCC", "Chi bộ bản Pha Đén", "Chi bộ Cơ quan Đảng, MTTQ",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goal:
    """One cell: how many were ready on 09/12, how many are on 15/12."""

    name: str
    began: int
    ready: int

    def by(self, day: date) -> int:
        """How many are ready on the evening of a day."""
        last = FINISHED.get(self.name)
        if last is not None:
            if day >= last:
                return self.ready
            share = 100 * (DAYS.index(day) + 1) // (DAYS.index(last) + 1)
        else:
            share = _SHARES[day]
        return self.began + (self.ready - self.began) * share // 100


def goals(began: dict[str, int]) -> list[Goal]:
    """The way of every cell from where it began."""
    return [Goal(cell.name, began.get(cell.name, 0), cell.ready) for cell in CELLS]
