"""Gives every cell of a unit its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dangvien.synth.draw import Dice
from dangvien.synth.tree.villages import UPLAND_VILLAGES, VILLAGES
from dangvien.synth.tree.words import CENTRAL_CELLS, SOUTHERN, UPLAND, Trade

Named = tuple[str, str, str | None]  # name, trade, kind (None: as the commune's own)


def village_names(rng: Dice, province: str, commune: str) -> Iterator[str]:
    """Yield names of the villages of one commune, each once."""
    upland = province in UPLAND and rng.random() < 0.6
    pool = UPLAND_VILLAGES if upland else VILLAGES
    word = "khu phố" if province in SOUTHERN else "tổ dân phố"
    if not commune.startswith("Phường"):
        word = "bản" if upland else "ấp" if province in SOUTHERN else "thôn"
    if rng.random() < 0.35:
        yield from (f"{word} {number}" for number in range(1, 500))
    order = rng.permutation(len(pool))
    yield from (f"{word} {pool[place]}" for place in order)
    yield from (f"{word} {pool[place]} {part}" for part in range(1, 20) for place in order)


def trade_names(rng: Dice, trade: Trade, place: str) -> Iterator[str]:
    """Yield names of the schools, agencies … of one place, each once."""
    order = rng.permutation(len(trade.names))
    yield from (trade.names[number].format(x=place) for number in order)
    for part in range(2, 500):
        yield from (f"{trade.names[number].format(x=place)} {part}" for number in order)


def commune_cells(
    rng: Dice, trades: Mapping[str, Trade], province: str, name: str, place: str, count: int
) -> list[Named]:
    """Name the cells of a commune (villages and its agencies) or of a provincial agency."""
    rural = "school" in trades and trades["school"].names[0].startswith("Trường Tiểu học")
    share = [trade.share for trade in trades.values()]
    keys, villages = list(trades), village_names(rng, province, name)
    left = {key: trade_names(rng, trades[key], place) for key in keys}
    edges = [sum(share[: number + 1]) for number in range(len(share))]
    total = 1.0 if rural else edges[-1]
    cells: list[Named] = []
    for chance in rng.random(count) * total:
        key = next((keys[number] for number, edge in enumerate(edges) if chance < edge), None)
        if key is None:
            cells.append((f"Chi bộ {next(villages)}", "village", None))
        else:
            cells.append((f"Chi bộ {next(left[key])}", key, trades[key].kind))
    return cells


def central_cells(rng: Dice, trade: str, kind: str, unit: str, count: int) -> list[Named]:
    """Name the cells of a central unit by numbers."""
    words = CENTRAL_CELLS[trade]
    picks = rng.integers(0, len(words), count)
    return [
        (f"Chi bộ {words[pick].format(n=number)} {unit}", trade, kind)
        for number, pick in enumerate(picks, 1)
    ]
