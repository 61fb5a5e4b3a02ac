"""The list of organisations, the paper counts, and what is known to be wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from dangvien.core.schema import LABELS_OF_VALUES, PRESENT
from dangvien.synth.dirt.ledger import ORGANISATIONS, Ledger
from dangvien.synth.draw import Dice, Index
from dangvien.synth.nation import Done
from dangvien.synth.tree import Tree
from dangvien.synth.tree.words import ACTIVE

ORG_HEADINGS: dict[str, str] = {
    "code": "Mã TCĐ", "name": "Tên tổ chức đảng", "parent": "Mã TCĐ cấp trên", "form": "Hình thức",
    "kind": "Loại hình", "status": "Trạng thái", "founded": "Ngày thành lập",
    "closed": "Ngày giải thể", "secretary": "Bí thư", "consent": "Văn bản đồng ý",
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What the blocks tell about each cell: people listed, true people, secretary."""

    listed: list[Index] = field(default_factory=list)
    people: list[Index] = field(default_factory=list)
    official: list[Index] = field(default_factory=list)
    unread: list[Index] = field(default_factory=list)
    secretaries: list[pl.Series] = field(default_factory=list)
    closed_used: set[int] = field(default_factory=set)

    def add(self, done: Done) -> None:
        """Count the cells of one block."""
        block = done.block
        cell = block.rows["cell"].to_numpy()
        cell, count = cell - cell[0], int(cell[-1] - cell[0]) + 1
        present = block.true["status"].is_in(PRESENT).to_numpy()
        own = (block.shown["org_name"] == block.true["org_name"]).fill_null(False).to_numpy()
        unread = ~block.shown["status"].is_in(list(LABELS_OF_VALUES.values())).to_numpy()
        official = (block.true["member_type"] == "official").to_numpy()
        self.listed.append(np.bincount(cell[present & own], minlength=count))
        self.people.append(np.bincount(cell[present & ~done.second], minlength=count))
        self.official.append(np.bincount(cell[present & own & official], minlength=count))
        self.unread.append(np.bincount(cell[unread], minlength=count))
        self.secretaries.append(block.true["full_name"].filter(block.rows["secretary"]))
        self.closed_used.update(done.closed_used.tolist())


def organisations(tree: Tree, tally: Tally, ledger: Ledger, rng: Dice, dirt: float) -> pl.DataFrame:
    """Complete the list of organisations with secretaries; notes O06, O07 and O11."""
    orgs = tree.orgs
    secretary = _secretaries(tree, pl.concat(tally.secretaries))
    rows = tree.cells["org"].to_numpy()
    official = np.concatenate(tally.official)
    ledger.finding(rows[official < 3], "O07", "org_name", "few_official", ORGANISATIONS)
    closed = orgs.with_row_index("org").filter(pl.col("status") != ACTIVE)["org"].to_numpy()
    ledger.finding(
        closed[sorted(tally.closed_used)], "O06", "org_status", "still_peopled", ORGANISATIONS
    )
    _wrong_secretaries(secretary, rows, ledger, rng, dirt)
    for note in tree.faults:
        row = np.array([note["row"]])
        if note["table"] == "findings":
            ledger.finding(row, note["rule"], note["field"], note["kind"], ORGANISATIONS)
        elif note["table"] == "traps":
            ledger.trap(row, note["rule"], note["kind"], ORGANISATIONS)
        else:
            ledger.maybe(row, (note["rule"],), note["kind"], ORGANISATIONS)
    return orgs.with_columns(
        pl.col("founded", "closed").dt.to_string("%d/%m/%Y"),
        secretary=pl.Series(secretary, dtype=pl.String),
    ).select(pl.col(name).alias(heading) for name, heading in ORG_HEADINGS.items())


def _secretaries(tree: Tree, of_cells: pl.Series) -> list[str | None]:
    """Names of secretaries: the cells' own; above them, that of the first cell below."""
    code, parent = tree.orgs["code"].to_list(), tree.orgs["parent"].to_list()
    cell = tree.orgs["cell"].to_list()
    row_of = {one: at for at, one in reversed(list(enumerate(code)))}
    names: list[str | None] = [None] * len(code)
    for at, number in enumerate(cell):
        if number is None:
            continue
        names[at] = of_cells[number]
        above = row_of.get(parent[at] or "")
        while above is not None and names[above] is None:
            names[above] = of_cells[number]
            above = row_of.get(parent[above] or "")
    return names


def _wrong_secretaries(
    secretary: list[str | None], rows: Index, ledger: Ledger, rng: Dice, dirt: float
) -> None:
    chance = rng.random(len(rows)) / max(dirt, 1e-9)
    kinds = {"missing": (0.0, 0.006), "absent": (0.006, 0.01), "elsewhere": (0.01, 0.014)}
    for kind, (low, high) in kinds.items():
        chosen = rows[(chance >= low) & (chance < high)]
        for at in chosen.tolist():
            other = secretary[int(rows[int(rng.integers(0, len(rows)))])]
            mine = secretary[at]
            secretary[at] = {"missing": None, "absent": f"{other} Khuyết", "elsewhere": other}[kind]
            if kind == "elsewhere" and other == mine:
                continue
            ledger.finding(np.array([at]), "O11", "secretary", kind, ORGANISATIONS)


def control(tree: Tree, tally: Tally, ledger: Ledger, rng: Dice, dirt: float) -> pl.DataFrame:
    """Give the paper counts of all cells; some disagree with the list (O12)."""
    cells = tree.cells
    listed, people = np.concatenate(tally.listed), np.concatenate(tally.people)
    rows = cells["org"].to_numpy()
    doubt = cells["doubtful"].to_numpy() | (np.concatenate(tally.unread) > 0)
    paper = listed.copy()
    honest = (rng.random(len(rows)) < 0.35 * min(dirt, 1.0)) & (people != listed)
    paper[honest] = people[honest]
    wrong = (rng.random(len(rows)) < 0.02 * dirt) & ~honest
    paper[wrong] += rng.choice([-2, -1, 1, 1, 2, 3], int(wrong.sum()))
    paper = np.maximum(paper, 0)
    differs = (paper != listed) & ~doubt
    ledger.finding(
        rows[differs & honest], "O12", "paper_count", "copies_or_misplaced", ORGANISATIONS
    )
    ledger.finding(rows[differs & wrong], "O12", "paper_count", "paper_differs", ORGANISATIONS)
    ledger.maybe(rows[doubt], ("O12",), "doubtful_code", ORGANISATIONS)
    agree = (paper == listed) & (people == listed) & ~doubt
    ledger.trap(rows[agree], "O12", "agrees", ORGANISATIONS)
    return pl.DataFrame({
        "Mã TCĐ": cells["code"], "Tên tổ chức đảng": cells["name"],
        "Số đảng viên": pl.Series(paper).cast(pl.String),
    })  # fmt: skip
