"""Keys for the tests of sealing: any 32 bytes, no file, no database."""

from __future__ import annotations

import pytest

from dangvien.seal import Key, Ring


@pytest.fixture(scope="session")
def ring() -> Ring:
    """The ring of one register."""
    return Ring(Key(bytes(range(32))))


@pytest.fixture(scope="session")
def other() -> Ring:
    """The ring of another."""
    return Ring(Key(bytes(range(100, 132))))
