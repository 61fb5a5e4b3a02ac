"""The database itself refuses to change what was logged, on SQLite and on PostgreSQL."""

# ruff: noqa: S608  (tables are ours)
from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from audit.database import TABLES, run
from dangvien.audit.actions import checkpoint, keep, record
from dangvien.audit.export import as_file
from dangvien.audit.models import Chain, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def something_logged() -> None:
    """A row in every table."""
    record(actor="worker", action="member.read", people=[uuid4()])
    keep(actor="worker", content=as_file(checkpoint(actor="worker")).encode(), name="xã Bên")
    connection.check_constraints()  # PostgreSQL refuses TRUNCATE for their sake as well


def refused(sql: str) -> bool:
    """Whether the database says "append-only"."""
    try:
        with transaction.atomic():
            run(sql)
    except DatabaseError as why:
        return "append-only" in str(why)
    return False


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(table: str) -> None:
    assert refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        assert refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "change",
    [
        "audit_entry SET actor = 'khác'", "audit_entry SET hash = hash", "audit_entry SET seq = seq + 9",
        "audit_concerned SET entry_id = entry_id", "audit_checkpoint SET root = 'x'",
        "audit_kept SET name = 'x'", "audit_chain SET length = length", "audit_chain SET length = 0",
        "audit_chain SET length = length + 2", "audit_chain SET length = length - 1",
        "audit_chain SET head = 'x'", "audit_chain SET number = number + 100, length = length + 1",
    ],
)  # fmt: skip
def test_nothing_is_changed(change: str) -> None:
    assert refused(f"UPDATE {change}")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_replaced_in_passing(table: str) -> None:
    """SQLite's REPLACE deletes without asking the delete trigger."""
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_the_program_is_refused_like_everybody() -> None:
    for attempt in (
        lambda: Entry.objects.update(actor="khác"),
        lambda: Entry.objects.filter(action="checkpoint")._raw_delete("default"),
        lambda: Chain.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_a_head_grows_by_one(db: None) -> None:
    assert not refused("UPDATE audit_chain SET length = length + 1 WHERE number = 3")
