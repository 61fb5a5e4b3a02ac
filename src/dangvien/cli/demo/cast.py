"""The secretaries of the 24 cells and a second officer: accounts opened the way people open them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dangvien.accounts.models import User
from dangvien.cli.demo.people import Somebody, come_in
from dangvien.core.text import fold
from dangvien.orgs.models import Organisation
from dangvien.synth.commune.cells import CELLS

SECOND = Somebody(
    "phuong", "Hà Thị Phương", "Ban Xây dựng Đảng", "commune_officer",
    "Ban Xây dựng Đảng xã Tam Lư, người thứ hai",
)  # fmt: skip
# The leader is the secretary of this cell; his deputy does the daily work there.
_DEPUTIES = {"Chi bộ Cơ quan Đảng, MTTQ": "Lữ Thị Dung"}


@dataclass
class Cast:
    """Who acts in the demonstration."""

    province: User
    officer: User
    second: User
    commune: Organisation
    secretaries: dict[str, User] = field(default_factory=dict)  # cell → who works for it

    @property
    def cells(self) -> dict[str, Organisation]:
        """The cells by name."""
        return {org.name: org for org in self.commune.children.filter(closed_on=None)}


def come(cast: Cast) -> None:
    """Open an account for the secretary of every cell that has none yet."""
    cells = cast.cells
    for cell in CELLS:
        if cell.name in cast.secretaries:
            continue
        name = _DEPUTIES.get(cell.name, cell.secretary)
        username = f"{fold(name.split()[0])}.{fold(name.split()[-1])}"
        position = "Phó bí thư chi bộ" if cell.name in _DEPUTIES else "Bí thư chi bộ"
        one = Somebody(username, name, position, "cell_secretary", cell.name)
        cast.secretaries[cell.name], _ = come_in(one, cells[cell.name], cast.officer)
