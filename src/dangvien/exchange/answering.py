"""What a person may answer to a row that waits: for the whole of it, or field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from dangvien.exchange import words
from dangvien.exchange.models import Row
from dangvien.exchange.payload import opened

KEPT, TAKEN, EACH, ASKED = "kept", "taken", "each", "asked:"
LABELS = {
    KEPT: "Giữ như trong sổ",
    TAKEN: "Lấy theo danh sách",
    EACH: "Chọn từng ô",
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
        return (KEPT,)
    if row.person_id is None:
        return ("same", "other") if row.unit_id and told.get("values") else ("same",)
    found = [KEPT]
    if told.get("offers"):
        found.append(TAKEN)
    if told.get("by_name") and told.get("values", {}).get("full_name") and not row.answers:
        found.append("other")
    return tuple(found)


def left(row: Row, told: Mapping[str, Any]) -> list[str]:
    """The disputed fields of a row that nobody has answered yet."""
    if TAKEN not in answers(row):
        return []
    return [name for name in told["disputed"] if name not in row.answers]


def whole(answered: Mapping[str, str]) -> str:
    """How the answers of all fields read as one: kept, taken, or each its own."""
    kinds = {KEPT if one == KEPT else TAKEN for one in answered.values()}
    return kinds.pop() if len(kinds) == 1 else EACH


def proposal_of(answer: str) -> UUID | None:
    """The proposal in which a taken value waits for a second person, if it does."""
    return UUID(answer.removeprefix(ASKED)) if answer.startswith(ASKED) else None


def proposals_of(answered: Iterable[Mapping[str, str]]) -> set[UUID]:
    """All proposals that these answers brought."""
    found = (proposal_of(answer) for one in answered for answer in one.values())
    return {uid for uid in found if uid is not None}
