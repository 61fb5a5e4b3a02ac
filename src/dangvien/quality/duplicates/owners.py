"""Whose a pair is: the lowest organisation above both people, or higher when it was raised."""

from __future__ import annotations


def owner(one: str, other: str, raised: int = 0) -> int | None:
    """The organisation of a pair by the paths of the two units; None when nothing is above both."""
    shared: list[str] = []
    for mine, theirs in zip(one.strip("/").split("/"), other.strip("/").split("/"), strict=False):
        if mine != theirs:
            break
        shared.append(mine)
    if not shared:
        return None
    return int(shared[max(len(shared) - 1 - raised, 0)])
