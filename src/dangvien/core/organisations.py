"""The tree that a list of members stands in: given by `--orgs`, or built from the lists themselves.

`unit` (Int32) is a row of the organisation frame and the only key used inside a run: codes may be
wrong or doubled, which is what O01–O03 are there to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from dangvien.core.address import abolished_words
from dangvien.core.organisation_names import (
    allowed,
    code_digits,
    code_groups,
    form_of,
    kind_state,
    name_twins,
    org_key,
)
from dangvien.core.organisation_names.keys import spelt
from dangvien.core.schema import ORGANISATION
from dangvien.core.standardise import standardise
from dangvien.core.text import fold

UNKNOWN_NAME = "Chưa rõ chi bộ"
ALL_NAME = "Toàn bộ danh sách"
_CLOSED = ("giai the", "ket thuc", "sap nhap", "ngung", "ngung hoat dong", "khong hoat dong",
           "da dong", "closed", "cham dut")  # fmt: skip
_ANYWHERE, _TOP = "", "top"


@dataclass(frozen=True)
class Tree:
    """Organisations with their facts, and how they hang together.

    `units`: one row per organisation, `unit` its number, `parent` the number above (null at the top).
    `unknown`: the line "chưa rõ chi bộ". `listed`: whether a list of organisations was given.
    """

    units: pl.DataFrame
    unknown: int
    listed: bool

    def ancestors(self) -> pl.DataFrame:
        """One row per (unit, ancestor), the unit itself included."""
        parents: list[int | None] = self.units["parent"].to_list()
        rows: list[tuple[int, int]] = []
        for unit in range(len(parents)):
            at: int | None = unit
            while at is not None:
                rows.append((unit, at))
                at = parents[at]
        return pl.DataFrame(rows, schema={"unit": pl.Int32, "ancestor": pl.Int32}, orient="row")


def from_list(raw: pl.DataFrame, *, as_of: date) -> Tree:
    """Build the tree from a list of organisations (raw frame over `schema.ORGANISATION`)."""
    frame = standardise(raw, as_of=as_of, fields=ORGANISATION).frame
    closed = pl.any_horizontal(
        pl.col("closed_date__last") <= as_of,
        pl.col("org_status").map_elements(_says_closed, return_dtype=pl.Boolean),
    )
    frame = frame.with_row_index("unit").with_columns(
        pl.col("unit").cast(pl.Int32),
        parent_code=pl.when(pl.col("parent_code__fault").is_null()).then("parent_code"),
        is_active=~closed.fill_null(False),
        code_digits=_map("org_code", code_digits),
        parent_digits=_map("parent_code", code_digits),
    )
    frame = _hang(frame, as_of)
    return _closed_off(frame, listed=True)


def from_members(members: pl.DataFrame) -> Tree:
    """Build the tree from what the lists themselves say: columns, section rows, codes.

    `members`: standard frame. Codes are taken where given; a unit without one gets a provisional code.
    One cell written in several ways ("CB thôn 03", "Chi bộ Thôn 3") is one unit.
    """
    own_name, code = (
        pl.when(pl.col(f"{name}__fault").is_null()).then(name) for name in ("org_name", "org_code")
    )
    own = pl.coalesce(own_name, "section", code)
    told = (
        members.select(name=own, code=code, above=pl.col("section_parent"))
        .drop_nulls("name").unique(maintain_order=True)
    )  # fmt: skip
    rows: list[tuple[str | None, str, int | None]] = []
    seen: dict[tuple[str, str | int], list[int]] = {}

    def unit(name: str, place: str | int) -> int | None:
        found = seen.get((org_key(name), place), ())
        return next((u for u in found if not _other_marks(rows[u][1], name)), None)

    def add(code: str | None, name: str, parent: int | None, *places: str | int) -> None:
        for place in {_ANYWHERE, *places}:
            seen.setdefault((org_key(name), place), []).append(len(rows))
        rows.append((code, name, parent))

    for above in told["above"].drop_nulls().unique(maintain_order=True):
        if unit(above, _TOP) is None:
            add(None, above, None, _TOP)
    # Codes first: a row without one may then find the unit that another row has named with its code.
    for name, code, above in sorted(told.rows(), key=lambda row: row[1] is None):
        parent = unit(above, _TOP) if above else None
        under = () if parent is None else (parent,)
        place = code_digits(code) or code or (_ANYWHERE if parent is None else parent)
        if unit(name, _TOP) is None and unit(name, place) is None:
            add(code, name, parent, place, *under)
    schema = {"org_code": pl.String, "org_name": pl.String, "parent": pl.Int32}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("unit")
    provisional = pl.lit("tạm-") + (pl.col("unit") + 1).cast(pl.String).str.zfill(3)
    frame = frame.with_columns(
        pl.col("unit").cast(pl.Int32), pl.col("org_code").fill_null(provisional),
        is_active=pl.lit(True), row_id=pl.lit(None, dtype=pl.String),
        form_key=_map("org_name", lambda name: form_of(name, None)),
        parent_code=pl.lit(None, dtype=pl.String), children=pl.lit(0, dtype=pl.Int32),
    )  # fmt: skip
    frame = frame.with_columns(abolished=_map("org_name", abolished_words))
    return _closed_off(_named_alike(_count_children(frame)), listed=False)


def _other_marks(one: str, two: str) -> bool:
    """The same letters with other marks: "bản Hạ" and "bản Hà" are two places."""
    first, second = spelt(one), spelt(two)
    return first != second and fold(first) == fold(second)


def _hang(frame: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Find each organisation's parent and the facts that hang on it."""
    digits = frame["code_digits"].to_list()
    active = frame["is_active"].to_list()
    by_code: dict[str, int] = {}
    for unit, code in enumerate(digits):
        if code and (code not in by_code or (active[unit] and not active[by_code[code]])):
            by_code[code] = unit
    wanted = frame["parent_digits"].to_list()
    parents: list[int | None] = [by_code.get(code) if code else None for code in wanted]
    parents = [None if parent == unit else parent for unit, parent in enumerate(parents)]
    _cut_cycles(parents)
    depths = [_depth(code) for code in digits]
    top = min((depth for depth in depths if depth), default=0)
    forms = [form_of(name or "", form) for name, form in frame.select("org_name", "form").rows()]
    states = [
        _parent_state(code if depth != top else None, parent, active)
        for code, depth, parent in zip(frame["parent_code"], depths, parents, strict=True)
    ]
    same = pl.Series([code for code, on in zip(digits, active, strict=True) if on and code])
    shared = {row[0]: row[1] - 1 for row in same.value_counts().rows()} if len(same) else {}
    frame = frame.with_columns(
        parent=pl.Series(_under_the_top(parents, depths), dtype=pl.Int32),
        parent_state=pl.Series(states, dtype=pl.String),
        form_key=pl.Series(forms, dtype=pl.String),
        parent_form=pl.Series(
            [forms[p] if p is not None else None for p in parents], dtype=pl.String
        ),
        same_code=pl.Series(
            [shared.get(code, 0) if on else 0 for code, on in zip(digits, active, strict=True)],
            dtype=pl.Int32,
        ),
        code_under_parent=pl.Series(
            [_under(code, above) for code, above in zip(digits, wanted, strict=True)],
            dtype=pl.Boolean,
        ),
        child_allowed=pl.Series(
            [
                allowed(form, forms[parent], as_of) if form and parent is not None else None
                for form, parent in zip(forms, parents, strict=True)
            ],
            dtype=pl.Boolean,
        ),
        abolished=_map("org_name", abolished_words),
        kind_state=_map("kind", lambda kind: kind_state(kind, as_of)),
    )
    return _named_alike(_count_children(frame))


def _named_alike(frame: pl.DataFrame) -> pl.DataFrame:
    names = frame.filter("is_active").select("unit", "org_name", "parent")
    twins = name_twins(names.rows())
    return frame.with_columns(
        twin_name=pl.col("unit").replace_strict(twins, default=None, return_dtype=pl.String)
    )


def _count_children(frame: pl.DataFrame) -> pl.DataFrame:
    level = pl.col("form_key").ne_missing("to_dang")  # a Party group is no level of the tree
    counts = (
        frame.filter(pl.col("is_active") & level).group_by("parent").len("n").drop_nulls("parent")
    )  # fmt: skip
    children = dict(counts.rows())
    return frame.with_columns(
        children=pl.col("unit").replace_strict(children, default=0, return_dtype=pl.Int32)
    )


def _closed_off(frame: pl.DataFrame, *, listed: bool) -> Tree:
    """Add one top and the line for rows whose unit is unknown, so that parts add up to the whole."""
    tops = frame.filter(pl.col("parent").is_null())
    height = frame.height
    rows = []
    if tops.height == 1:
        top = int(tops["unit"][0])
    else:
        top = height
        rows.append({"unit": top, "org_name": ALL_NAME, "org_code": "*", "parent": None})
        frame = frame.with_columns(pl.col("parent").fill_null(top))
        height += 1
    rows.append({"unit": height, "org_name": UNKNOWN_NAME, "org_code": "?", "parent": top})
    added = pl.DataFrame(rows, schema_overrides={"unit": pl.Int32, "parent": pl.Int32})
    added = added.with_columns(is_active=pl.lit(True), made=pl.lit(True))
    whole = pl.concat([frame, added], how="diagonal")
    return Tree(whole.with_columns(pl.col("made").fill_null(False)), height, listed)


def _cut_cycles(parents: list[int | None]) -> None:
    done: set[int] = set()
    for unit in range(len(parents)):
        trail: list[int] = []
        at: int | None = unit
        while at is not None and at not in done and at not in trail:
            trail.append(at)
            at = parents[at]
        if at in trail:
            parents[trail[-1]] = None
        done.update(trail)


def _under_the_top(parents: list[int | None], depths: list[int]) -> list[int | None]:
    """Hang an organisation whose parent is not listed under the one top, so that parts add up."""
    free = [unit for unit, parent in enumerate(parents) if parent is None]
    top = min((depths[unit] for unit in free if depths[unit]), default=0)
    tops = [unit for unit in free if depths[unit] == top]
    if len(tops) != 1:
        return parents
    return [
        tops[0] if parent is None and unit != tops[0] else parent
        for unit, parent in enumerate(parents)
    ]


def _parent_state(code: str | None, parent: int | None, active: list[bool]) -> str:
    if not code:
        return "none"
    if parent is None:
        return "missing"
    return "active" if active[parent] else "closed"


def _depth(code: str | None) -> int:
    """Level of a code by its groups in use; the highest of a list has its parent outside the list."""
    return sum(int(group) > 0 for group in code_groups(code) or ())


def _under(code: str | None, above: str | None) -> bool | None:
    """Whether a code begins with its parent's significant groups (2·3·3·3·3 digits)."""
    if not code or not above or len(code) != len(above):
        return None
    while len(above) > 2 and above.endswith("000"):
        above = above[:-3]
    return code.startswith(above)


def _says_closed(status: str) -> bool:
    return any(word in fold(status) for word in _CLOSED)


def _map(column: str, function: object) -> pl.Expr:
    return pl.col(column).map_elements(function, return_dtype=pl.String)  # type: ignore[arg-type]
