"""What the rules about codes need to know of the codes around one."""

from __future__ import annotations

from typing import Protocol

from dangvien.core.organisation_names import code_digits, code_groups


class Coded(Protocol):
    """Anything with a code."""

    @property
    def code(self) -> str:
        """The code."""


def ways(code: str) -> set[str]:
    """The ways in which a code may be written, however it is dotted; none for what is no code."""
    digits = code_digits(code)
    if not digits:
        return set()
    groups = code_groups(code) or ()
    return {code, digits, *(mark.join(groups) for mark in ". -")} - {""}


def under_code(code: str, parent: Coded | None) -> bool | None:
    """Whether a code begins with the groups in use of the superior's; None when either has none."""
    own, above = code_groups(code), code_groups(parent.code) if parent else None
    if not own or not above or len(own) != len(above):
        return None
    used = max((at + 1 for at, group in enumerate(above) if int(group)), default=0)
    return own[:used] == above[:used]
