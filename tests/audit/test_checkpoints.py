"""Checkpoints: signed, due every thousand, refused over a broken log; others' are kept or refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.database import drop_triggers, run
from dangvien.audit import merkle, statement
from dangvien.audit.actions import Contradicted, checkpoint, checkpoint_when_due, keep, record
from dangvien.audit.actions import checkpoints as making
from dangvien.audit.export import as_file
from dangvien.audit.models import Checkpoint, Entry, Kept
from dangvien.audit.queries import unsealed
from dangvien.audit.statement import BadStatement, Heads

NOW = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def of(number: int) -> str:
    """A hash."""
    return f"{number:064x}"


def handed(heads: Heads, hours: int = 0, signer: Ed25519PrivateKey = SIGNER) -> bytes:
    """The file of a lower register."""
    signed = statement.sign(NOW + timedelta(hours=hours), heads, signer)
    return json.dumps(signed.content()).encode()


# --- the statement --------------------------------------------------------------------------------


def test_the_merkle_root_is_that_of_certificate_logs() -> None:
    """The vectors that every RFC 6962 implementation is tested with."""
    leaves = [bytes.fromhex(one) for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )]  # fmt: skip
    assert merkle.root([])[:16] == "e3b0c44298fc1c14"
    assert merkle.root(leaves[:1])[:16] == "6e340b9cffb37a98"
    assert merkle.root(leaves[:2])[:16] == "fac54203e7cc696c"
    assert merkle.root(leaves)[:16] == "5dc9da79a70659a9"


@given(
    st.dictionaries(
        st.integers(0, 99),
        st.tuples(st.integers(0, 2**60), st.integers(0, 2**256 - 1).map(of)),
        min_size=1,
    )
)
def test_a_statement_reads_back(heads: Heads) -> None:
    assert statement.read(handed(heads)).heads == heads


def changed(content: bytes, **fields: Any) -> bytes:
    """The file with something else in it."""
    return json.dumps(json.loads(content) | fields).encode()


GOOD = handed({0: (5, of(1)), 1: (0, of(0))})


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b" " * (2**20 + 1),
        changed(GOOD, checkpoint=2), changed(GOOD, heads={}), changed(GOOD, heads={"0": [6, of(1)]}),
        changed(GOOD, heads={"00": [5, of(1)]}), changed(GOOD, heads={"0": [True, of(1)]}),
        changed(GOOD, heads={"0": [-1, of(1)]}), changed(GOOD, heads={"0": [5, "z" * 64]}),
        changed(GOOD, at="2025-12-16T00:00:00.000000Z"), changed(GOOD, at="hôm nay"),
        changed(GOOD, root=of(9)), changed(GOOD, root=None), changed(GOOD, signature="00" * 64),
        changed(GOOD, signature="00"), changed(GOOD, public_key=of(7)), changed(GOOD, public_key=7),
        json.dumps({**json.loads(GOOD), "heads": {"0": "ab"}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_in_vietnamese(bad: bytes) -> None:
    with pytest.raises(BadStatement) as caught:
        statement.read(bad)
    assert str(caught.value).endswith(".")


# --- making ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_checkpoint_is_signed_and_logged() -> None:
    for _ in range(3):
        record(actor="worker", action="member.read", people=[uuid4()])
    made = checkpoint(actor="tick")
    read = statement.read(as_file(made).encode())
    assert read.length == 3
    assert len(read.heads) == 16
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor, entry.data["root"]) == ("checkpoint", "tick", made.root)
    assert unsealed() == 1


@pytest.mark.django_db
def test_it_falls_due_after_so_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "EVERY", 5)
    made = []
    for _ in range(23):
        record(actor="worker", action="member.read")
        made.append(checkpoint_when_due(actor="tick"))
    assert len([one for one in made if one]) == 5  # its own entry counts towards the next
    assert Checkpoint.objects.count() == 5


@pytest.mark.django_db
def test_a_quiet_register_is_sealed_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    record(actor="worker", action="member.read")
    record(actor="worker", action="member.read")
    assert checkpoint_when_due(actor="tick") is None
    tomorrow = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(making.timezone, "now", lambda: tomorrow)
    assert checkpoint_when_due(actor="tick") is not None
    assert checkpoint_when_due(actor="tick") is None
    monkeypatch.setattr(making.timezone, "now", lambda: tomorrow + timedelta(hours=25))
    assert checkpoint_when_due(actor="tick") is None  # nothing but its own entry was written
    record(actor="worker", action="member.read")
    assert checkpoint_when_due(actor="tick") is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_chain SET head = '" + "ab" * 32 + "' WHERE length > 0",
        "UPDATE audit_chain SET length = length + 1 WHERE length > 0",
        "UPDATE audit_entry SET hash = '" + "ab" * 32 + "' WHERE seq = 2",  # where it was signed
    ],
)
def test_a_log_that_contradicts_itself_is_not_signed(tampering: str) -> None:
    record(actor="worker", action="member.read")
    record(actor="worker", action="member.read")
    checkpoint(actor="tick")
    drop_triggers()
    run(tampering)
    with pytest.raises(Contradicted):
        checkpoint(actor="tick")
    assert Checkpoint.objects.count() == 1


# --- keeping --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_checkpoint_is_kept_and_logged() -> None:
    kept = keep(actor="Đỗ Thị Tình (tinh)", content=GOOD, name="Đảng bộ xã Tam Lư")
    assert kept.kept_by == "Đỗ Thị Tình (tinh)"
    assert statement.read(json.dumps(kept.content).encode()).length == 5
    assert Entry.objects.latest("pk").action == "checkpoint.keep"


@pytest.mark.django_db
def test_later_and_earlier_ones_that_agree_are_kept() -> None:
    for content in (
        handed({0: (5, of(5)), 1: (2, of(2))}, 10), handed({0: (9, of(9)), 1: (2, of(2))}, 20),
        handed({0: (3, of(3)), 1: (0, of(0))}, 5),
        handed({0: (9, of(9)), 1: (2, of(2)), 2: (1, of(1))}, 30),
        handed({0: (1, of(77))}, 15, Ed25519PrivateKey.generate()),
    ):  # fmt: skip
        keep(actor="worker", content=content, name="x")
    assert Kept.objects.count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heads", "hours", "why"),
    [
        ({0: (4, of(4)), 1: (2, of(2))}, 11, "ngắn đi"),  # a tail was cut off
        ({0: (9, of(9))}, 11, "ngắn đi"),  # a chain is gone
        ({0: (5, of(6)), 1: (2, of(2))}, 11, "viết lại"),  # as long, and another
        ({0: (6, of(6)), 1: (2, of(2))}, 9, "ngắn đi"),  # longer, though made before
        ({0: (5, of(6)), 1: (2, of(2))}, 10, "viết lại"),  # two at one moment
        ({0: (5, of(5)), 1: (2, of(2))}, 10, "từ trước"),  # the very same
    ],
)
def test_one_that_contradicts_is_refused_and_says_why(heads: Heads, hours: int, why: str) -> None:
    keep(actor="worker", content=handed({0: (5, of(5)), 1: (2, of(2))}, 10), name="x")
    with pytest.raises(BadStatement, match=why):
        keep(actor="worker", content=handed(heads, hours), name="x")
    assert Kept.objects.count() == 1


@pytest.mark.django_db
def test_our_own_checkpoints_can_be_kept_by_another_register() -> None:
    record(actor="worker", action="member.read")
    first, second = checkpoint(actor="tick"), checkpoint(actor="tick")
    for made in (second, first):
        keep(actor="worker", content=as_file(made).encode(), name="x")
