"""Where the chains stand, and whether they still agree with what was signed."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, Sum

from dangvien.audit.models import Chain, Checkpoint, Entry
from dangvien.audit.statement import Heads


def heads() -> Heads:
    """Every chain's length and head at one moment (one statement, so one view of the database)."""
    rows = Chain.objects.order_by("number").values_list("number", "length", "head")
    return {number: (length, head) for number, length, head in rows}


def contradiction(now: Heads) -> tuple[int, int] | None:
    """The first place where the log differs from these heads or from the newest checkpoint."""
    newest = Checkpoint.objects.order_by("-pk").first()
    signed = [(int(number), *head) for number, head in newest.heads.items()] if newest else []
    said = [*signed, *((number, *head) for number, head in now.items())]
    places = {(number, length): head for number, length, head in said if length}
    if not places:
        return None
    asked = reduce(or_, (Q(chain=number, seq=seq) for number, seq in places))
    found = {
        (chain, seq): head
        for chain, seq, head in Entry.objects.filter(asked).values_list("chain", "seq", "hash")
    }
    wrong = [
        (number, length) for number, length, head in said
        if length and found.get((number, length)) != head
    ]  # fmt: skip
    return min(wrong, default=None)


def unsealed() -> int:
    """How many entries came after the newest checkpoint."""
    total: int = Chain.objects.aggregate(total=Sum("length"))["total"] or 0
    newest = Checkpoint.objects.order_by("-pk").first()
    return total - sum(length for length, _ in newest.heads.values()) if newest else total
