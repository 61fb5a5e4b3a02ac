"""Faults of the tree itself, O01 to O10, and organisations without members."""

from __future__ import annotations

import unicodedata
from datetime import date

import polars as pl

from dangvien.synth.draw import dice
from dangvien.synth.places import places
from dangvien.synth.tree.draft import Draft
from dangvien.synth.tree.grow import Tree
from dangvien.synth.tree.words import ACTIVE, BASE_CELL, CELL, CLOSED, COMMITTEE, PROVINCE, UPPER

_MERGED = date(2025, 6, 30)


def unsettle(tree: Tree, seed: int, dirt: float) -> Tree:
    """Write faults into a tree; its cells and their members stay in their order."""
    draft = Draft.of(tree, dice(seed, 3), dirt)
    for step in (_codes, _doubled, _prefixes, _parents, _closed_committees, _twins, _abolished,
                 _kinds, _consents, _closed, _empty):  # fmt: skip
        step(draft)
    return draft.tree(tree.orgs.schema)


def _codes(draft: Draft) -> None:
    for at in draft.take(0.0015):
        code = draft.columns["code"][at]
        wrong = [code[:-4], code.replace("0", "O", 1), code + ".01"][int(draft.rng.integers(0, 3))]
        draft.columns["code"][at] = wrong
        draft.doubtful.add(at)
        draft.note(at, "O01", "org_code", "malformed")
        draft.note(at, "O03", "org_code", "malformed", "maybe")


def _doubled(draft: Draft) -> None:
    for at, twin in draft.take_pairs(0.001):
        draft.columns["code"][twin] = draft.columns["code"][at]
        for one in (at, twin):
            draft.doubtful.add(one)
            draft.note(one, "O02", "org_code", "same_code")
            for rule in ("O07", "O11", "O12"):
                draft.note(one, rule, "org_code", "same_code", "maybe")


def _prefixes(draft: Draft) -> None:
    for at in draft.take(0.0015):
        parts = draft.columns["code"][at].split(".")
        for _ in range(20):
            parts[1] = f"{int(draft.rng.integers(400, 999)):03d}"
            code = ".".join(parts)
            if code not in draft.codes:
                draft.columns["code"][at] = code
                draft.codes.add(code)
                draft.note(at, "O03", "org_code", "prefix")
                break


def _parents(draft: Draft) -> None:
    for at in draft.take(0.001):
        parts = draft.columns["code"][at].split(".")
        draft.columns["parent"][at] = ".".join([*parts[:2], "989", "000", "000"])
        draft.note(at, "O04", "parent_code", "parent_missing")
        draft.note(at, "O03", "parent_code", "parent_missing", "maybe")
    for at in draft.take(0.001, form=CELL):
        province = draft.columns["code"][at].split(".")[0]
        draft.columns["parent"][at] = f"{province}.000.000.000.000"
        draft.note(at, "O04", "parent_code", "not_allowed")


def _closed_committees(draft: Draft) -> None:
    columns = draft.columns
    rows = [at for at, form in enumerate(columns["form"]) if form == COMMITTEE]
    wanted = max(1, round(0.004 * draft.dirt * len(rows))) if draft.dirt and rows else 0
    for at in draft.rng.permutation(rows)[:wanted]:
        columns["status"][at], columns["closed"][at] = CLOSED, _MERGED
        for child in range(at + 1, min(at + 20, len(columns["code"]))):
            if columns["parent"][child] == columns["code"][at]:
                draft.note(child, "O04", "parent_code", "parent_closed")
                draft.free = [one for one in draft.free if one != child]


def _twins(draft: Draft) -> None:
    for at, twin in draft.take_pairs(0.0015):
        name = draft.columns["name"][at]
        ways = (unicodedata.normalize("NFD", name), name.upper(), name.replace(" ", "  ", 1))
        variant = ways[int(draft.rng.integers(0, 3))]
        draft.columns["name"][twin] = variant if variant != name else name.lower()
        for one in (at, twin):
            draft.note(one, "O05", "org_name", "same_name")
            draft.note(one, "O12", "org_name", "same_name", "maybe")


def _abolished(draft: Draft) -> None:
    town = pl.col("text").str.starts_with("thị trấn") & pl.col("text").str.contains(", huyện ")
    former = places().former.filter(town)["text"].to_list()
    for at in draft.take(0.003):
        parts = former[int(draft.rng.integers(0, len(former)))].split(", ")
        choice = int(draft.rng.integers(0, 3))
        draft.columns["name"][at] = (
            f"Chi bộ Trường Trung học cơ sở {parts[0]}",
            f"Chi bộ Hạt Kiểm lâm {parts[1]}",
            f"Chi bộ Trung tâm Y tế {parts[1]}",
        )[choice]
        draft.note(at, "O09", "org_name", "abolished")


def _kinds(draft: Draft) -> None:
    for at in draft.take(0.003):
        missing = draft.rng.random() < 0.6
        draft.columns["kind"][at] = None if missing else "Thị trấn"
        draft.note(at, "O10", "kind", "missing" if missing else "obsolete")


def _consents(draft: Draft) -> None:
    columns = draft.columns
    total = dict.fromkeys(columns["code"], 0)
    for parent, size in zip(columns["parent"], columns["size"], strict=True):
        if size and parent in total:
            total[parent] += size
    for at, (form, code) in enumerate(zip(columns["form"], columns["code"], strict=True)):
        small = form == COMMITTEE and total[code] <= 24 and columns["status"][at] == ACTIVE
        if small and draft.dirt and draft.rng.random() < 0.4:
            columns["consent"][at] = None
            draft.note(at, "O08", "consent", "no_consent")


def _closed(draft: Draft) -> None:
    columns, rng = draft.columns, draft.rng
    uppers = [at for at, form in enumerate(columns["form"]) if form == UPPER]
    named = places().former["text"].str.split(", ").list.get(1).unique(maintain_order=True)
    for at in rng.choice(uppers, max(2, round(0.4 * len(uppers)))):
        if (code := _free_code(draft, columns["code"][at], 900)) is None:
            continue
        name = f"Chi bộ thôn Cũ {int(rng.integers(1, 90))}"
        row = draft.append(
            code=code, name=name, parent=columns["code"][at], form=BASE_CELL, kind=columns["kind"][at],
            status=CLOSED, founded=date(1990, 2, 3), closed=_MERGED, unit=columns["unit"][at],
        )  # fmt: skip
        draft.note(row, "O07", "org_name", "closed_and_empty", "traps")
        draft.note(row, "O11", "secretary", "closed", "traps")
    for at in [at for at, form in enumerate(columns["form"]) if form == PROVINCE]:
        if (code := _free_code(draft, columns["code"][at], 900)) is not None:
            district = named[int(rng.integers(0, len(named)))]
            row = draft.append(
                code=code, name=f"Đảng bộ {district}", parent=columns["code"][at], form=UPPER,
                kind="Huyện", status=CLOSED, founded=date(1975, 2, 3), closed=_MERGED, unit=None,
            )  # fmt: skip
            draft.note(row, "O09", "org_name", "closed_district", "traps")
            draft.note(row, "O10", "kind", "closed_district", "traps")


def _empty(draft: Draft) -> None:
    columns, rng = draft.columns, draft.rng
    uppers = [at for at, form in enumerate(columns["form"]) if form == UPPER
              and columns["status"][at] == ACTIVE]  # fmt: skip
    wanted = max(1, round(0.1 * draft.dirt * len(uppers))) if draft.dirt else 0
    for place, at in enumerate(rng.choice(uppers, wanted)):
        cell = place % 2 == 0
        if (code := _free_code(draft, columns["code"][at], 800)) is None:
            continue
        name = f"Chi bộ khu tái định cư {place}" if cell else f"Đảng bộ cụm công nghiệp {place}"
        row = draft.append(
            code=code, name=name, parent=columns["code"][at], form=BASE_CELL if cell else COMMITTEE,
            kind=columns["kind"][at], status=ACTIVE, founded=date(2025, 7, 1), unit=columns["unit"][at],
        )  # fmt: skip
        if cell:
            draft.note(row, "O07", "org_name", "no_members")
        else:
            draft.note(row, "O08", "consent", "no_consent")
        draft.note(row, "O11", "secretary", "missing")


def _free_code(draft: Draft, above: str, start: int) -> str | None:
    parts = above.split(".")
    level = 1 if parts[1] == "000" else 2
    for number in range(start, start + 90):
        parts[level] = f"{number:03d}"
        if (code := ".".join(parts)) not in draft.codes:
            return code
    return None
