"""How much a file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of reading one file: bytes, seconds, characters.

    `unpacked` and `ratio` are checked in the zip directory, before unpacking; the ratio only for
    files that unpack to more than `small`, since a short sheet of zeros compresses well too.
    `memory` is what the child process may take on top of what it needs to start.
    """

    unpacked: int = 512 * MIB
    ratio: int = 100
    small: int = 8 * MIB
    memory: int = 1024 * MIB
    seconds: int = 300
    cell: int = 32_767  # what Excel itself can hold


DEFAULT = Limits()
