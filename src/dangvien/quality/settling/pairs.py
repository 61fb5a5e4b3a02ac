"""Duplicates of touched people, found again before their findings are (V11 rests on them)."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.quality.settling.pending import likes


def pair_again(people: Iterable[int]) -> set[int]:
    """Compare these people again with those like them; everybody in a pair of theirs, old or new."""
    from dangvien.quality import duplicates  # noqa: PLC0415 - it may settle, and so stands above

    ids = list(people)
    refresh = getattr(duplicates, "refresh", None)
    if not ids:
        return set()
    before = likes(ids)
    if refresh is None:
        return before
    refresh(people=ids)
    return before | likes(ids)
