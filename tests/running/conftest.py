"""Homes for registers that run as processes; on PostgreSQL each with a database of its own."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from running.house import FILLED, House

SERVER = os.environ.get("DATABASE_URL", "")


@pytest.fixture(scope="module")
def building(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], House]]:
    """Makes empty houses; their databases go with the module."""
    made: list[str] = []

    def build() -> House:
        home = tmp_path_factory.mktemp("house") / "home"
        return House(home, _database(made) if SERVER else "")

    yield build
    for name in made:
        _ask("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def house(building: Callable[[], House]) -> House:
    """An empty house: nothing has run there yet."""
    return building()


@pytest.fixture(scope="module")
def filled(building: Callable[[], House]) -> House:
    """A register with the cast and three people, imported; shared by a module, not to be changed."""
    house = building()
    house.script(FILLED)
    return house


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder for files."""
    return tmp_path


def _database(made: list[str]) -> str:
    name = f"house_{uuid.uuid4().hex[:10]}"
    _ask("CREATE DATABASE {}", name)
    made.append(name)
    return re.sub(r"^(\w+://[^/]*/)[^?]*", rf"\g<1>{name}", SERVER)


def _ask(statement: str, name: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))  # type: ignore[arg-type]
