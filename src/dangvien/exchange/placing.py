"""Into which declared unit each row of a file belongs, or why into none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from dangvien.core.organisation_names import org_key
from dangvien.exchange.recognise import Recognised

_LONGEST = 80
_BESIDE = (("temporary", "temporary_cell"), ("residence", "residence_cell"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs: an organisation id, or None with a reason; "" when nothing is said."""

    unit: int | None
    reason: str = ""


def places(recognised: Recognised, declared: Iterable[int]) -> dict[str, Place]:
    """Row id → place. A file that speaks for one unit need not name it."""
    units = frozenset(declared)
    only = next(iter(units)) if len(units) == 1 else None
    told = recognised.members.select(
        "row_id", "unit", "unit_state", "unit_guess", "unit_is_leaf",
        said=pl.coalesce("org_name", "section", "org_code"),
    )  # fmt: skip
    known: dict[tuple[int | None, str, str | None, bool, str | None], Place] = {}
    found: dict[str, Place] = {}
    for row_id, unit, state, guess, leaf, said in told.iter_rows():
        key = (unit, state, guess, leaf, said)
        if key not in known:
            known[key] = _place(recognised, units, only, *key)
        found[row_id] = known[key]
    return found


def _place(
    recognised: Recognised, units: frozenset[int], only: int | None, unit: int | None, state: str,
    guess: str | None, leaf: bool, said: str | None,
) -> Place:  # fmt: skip
    name = f"“{_short(said or '')}”"
    if state == "not_given":
        return Place(only)
    if state == "unknown" or unit is None or unit >= len(recognised.org_ids):
        if (several := _called(recognised, said or "")) > 1:
            return Place(
                None, f"Có {several} đơn vị tên {name}; đồng chí ghi thêm mã hoặc cấp trên."
            )
        ask = f"; có phải “{_short(guess)}”?" if guess else "."
        return Place(None, f"Không có {name} trong đơn vị này{ask}")
    org = recognised.org_ids[unit]
    if org in units:
        return Place(org)
    why = "không thuộc các đơn vị mà tệp này khai."
    if state == "closed":
        why = "đã kết thúc hoạt động."
    elif not leaf:
        why = "không phải chi bộ; đồng chí ghi rõ chi bộ."
    return Place(None, f"{name} {why}")


def named(recognised: Recognised) -> Callable[[Mapping[str, str]], dict[str, int]]:
    """Values of a row → the organisations that it names beside its own, where just one is so called."""
    units = recognised.assessment.tree.units.head(len(recognised.org_ids))
    by_name: dict[str, list[int]] = {}
    for org, name, active in zip(
        recognised.org_ids, units["org_name"], units["is_active"], strict=True
    ):
        if active:
            by_name.setdefault(org_key(name or ""), []).append(org)

    @cache
    def one(text: str) -> int | None:
        found = by_name.get(org_key(text), [])
        return found[0] if len(found) == 1 else None

    def of(values: Mapping[str, str]) -> dict[str, int]:
        found = {role: one(values[name]) for role, name in _BESIDE if values.get(name)}
        return {role: org for role, org in found.items() if org is not None}

    return of


def _called(recognised: Recognised, said: str) -> int:
    """How many organisations of the tree bear this name."""
    wanted = org_key(said)
    names = recognised.assessment.tree.units["org_name"].head(len(recognised.org_ids)).to_list()
    return sum(org_key(name or "") == wanted for name in names) if wanted else 0


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
