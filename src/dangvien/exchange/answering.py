"""What a person may answer to a row that waits."""

from __future__ import annotations

from dangvien.exchange import words
from dangvien.exchange.models import Row
from dangvien.exchange.payload import opened

LABELS = {
    "kept": "Giữ như trong sổ",
    "taken": "Lấy theo danh sách",
    "same": "Đúng là một người",
    "other": "Là người khác",
}


def answers(row: Row) -> tuple[str, ...]:
    """The answers that `actions.decide` takes now; nothing for a row that waits for nobody."""
    if row.fate != "conflict" or row.decided or row.batch.undoes_id:
        return ()
    if row.superior_id is not None:
        return ("same", "other")
    told = opened(row)
    if row.reason in (words.STALE, words.MEANWHILE):
        return ("kept",)
    if row.person_id is None:
        return ("same", "other") if row.unit_id and told.get("values") else ("same",)
    found = ["kept"]
    if told.get("offers"):
        found.append("taken")
    if told.get("by_name") and told.get("values", {}).get("full_name"):
        found.append("other")
    return tuple(found)
