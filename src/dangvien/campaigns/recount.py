"""Đếm lại số liệu đã chốt từ tệp dòng, không cần phần mềm nào khác ngoài Python 3.

    python tinh-lai.py dong.csv so-lieu.json

Counts a published snapshot again, row by row, with nothing but the standard library. It shares no
code with what made the figures: it is the independent count that is made when they are frozen, and
the program that is handed out with the rows.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

NAMES = (
    "base", "done", "approval", "cell", "police", "above", "gone", "waived", "newcomers",
    "num_dung", "num_du", "num_sach", "num_song", "num_thong_nhat", "ready",
)  # fmt: skip


def recount(rows: Iterable[Mapping[str, Any]], top: str) -> dict[str, dict[str, int]]:
    """Figures of the whole ("") and of each unit directly below the top, keyed by its id as text.

    `top` is the path of the unit the figures are of; its own people stand under its own id.
    """
    found: dict[str, dict[str, int]] = {"": dict.fromkeys(NAMES, 0)}
    for row in rows:
        ids = str(row["path"])[len(top) :].strip("/").split("/")
        head = ids[0] or top.strip("/").split("/")[-1]
        for place in ("", head):
            _count(row, found.setdefault(place, dict.fromkeys(NAMES, 0)))
    return found


def _count(row: Mapping[str, Any], into: dict[str, int]) -> None:
    state = row["state"]
    if state == "newcomer":
        into["newcomers"] += 1
        return
    into["base"] += 1
    if state == "gone":
        into["gone"] += 1
        return
    if state == "unseen":
        into["cell"] += 1
        return
    if _clean(row):
        into["done"] += 1
        into["waived"] += 1 if int(row["waived"]) else 0
    elif row["lies"] in ("approval", "police", "above"):
        into[str(row["lies"])] += 1
    else:
        into["cell"] += 1
    for name in ("num_dung", "num_du", "num_sach", "num_song", "num_thong_nhat", "ready"):
        into[name] += int(row[name])


def _clean(row: Mapping[str, Any]) -> bool:
    """Decided again from what the record lacks and what blocks, where that was written down."""
    missing, blocking = row.get("missing"), row.get("blocking")
    if missing in (None, "") or blocking in (None, ""):
        return bool(int(row["clean"]))
    return int(missing) == 0 and int(blocking) == 0


def main(words: list[str]) -> int:
    """Count the rows of a file and compare with the published figures beside it."""
    published = json.loads(Path(words[1]).read_text("utf-8"))
    with Path(words[0]).open(encoding="utf-8-sig", newline="") as file:
        counted = recount(csv.DictReader(file), published["top"])
    wanted = {"": published["total"]} | {
        str(one["pk"]): one["counts"] for one in published["below"]
    }
    same = counted == wanted
    total = counted[""]
    sys.stdout.write(
        f"Đếm lại: {total['done']}/{total['base'] - total['gone']} "
        f"({total['base']} người chốt, {total['gone']} đã rời, {total['newcomers']} mới đến)\n"
        + ("Khớp số đã chốt, cả từng đơn vị.\n" if same else "KHÔNG khớp số đã chốt.\n")
    )
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
