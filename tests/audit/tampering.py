"""Ways to falsify a log, by somebody who holds the database, the code, and not the key.

Each takes a database without triggers and a source of chance, and says where the first wrong place is.
"""

# ruff: noqa: S608  (columns are ours)
from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from typing import Any
from uuid import UUID

from verify_audit import _digest, _stored

Place = tuple[int, int]
NEVER = "0" * 64


def somewhere(db: sqlite3.Connection, chance: random.Random, at_least: int = 1) -> Place:
    """A place in a chain that is long enough."""
    long = list(db.execute("SELECT number, length FROM audit_chain WHERE length > 9"))
    chain, length = chance.choice(long)
    return chain, chance.randint(at_least, length)


def length_of(db: sqlite3.Connection, chain: int) -> int:
    """How many entries the head speaks of."""
    return int(db.execute("SELECT length FROM audit_chain WHERE number=?", [chain]).fetchone()[0])


def one(db: sqlite3.Connection, place: Place, what: str) -> Any:
    """A column of an entry."""
    return db.execute(f"SELECT {what} FROM audit_entry WHERE chain=? AND seq=?", place).fetchone()[
        0
    ]


def edit(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Change any column of an entry."""
    place = somewhere(db, chance)
    column, value = chance.choice([
        ("actor", "Người Khác (khac)"), ("actor_id", 77), ("action", "member.event"), ("org", 5),
        ("path", "/9/"), ("subject", "person:x"), ("data", '{"rows": 1000}'), ("hash", "ab" * 32),
        ("at", "2020-01-01 00:00:00.000001"), ("previous", "cd" * 32), ("data", "[]"), ("org", "x"),
    ])  # fmt: skip
    db.execute(f"UPDATE audit_entry SET {column}=? WHERE chain=? AND seq=?", [value, *place])
    return place


def delete(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Take an entry out and leave the hole."""
    place = somewhere(db, chance)
    db.execute("DELETE FROM audit_concerned WHERE entry_id=?", [one(db, place, "id")])
    db.execute("DELETE FROM audit_entry WHERE chain=? AND seq=?", place)
    return place


def close_the_hole(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Take an entry out and number the following ones down."""
    chain, seq = delete(db, chance)
    for later in range(seq + 1, length_of(db, chain) + 1):
        db.execute(
            "UPDATE audit_entry SET seq=? WHERE chain=? AND seq=?", [later - 1, chain, later]
        )
    return chain, seq


def insert(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Put a well-made entry between two others and number the following ones up."""
    chain, seq = somewhere(db, chance, 2)
    for later in range(length_of(db, chain), seq - 1, -1):
        db.execute(
            "UPDATE audit_entry SET seq=? WHERE chain=? AND seq=?", [later + 1, chain, later]
        )
    _forge(db, chain, seq)
    return chain, seq


def append(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Put a well-made entry at the end, past the head."""
    chain, _ = somewhere(db, chance)
    length = length_of(db, chain)
    _forge(db, chain, length + 1)
    return chain, length + 1


def _forge(db: sqlite3.Connection, chain: int, seq: int) -> None:
    columns = "at, actor, actor_id, action, org, path, subject, data"
    db.execute(
        f"INSERT INTO audit_entry (chain, seq, previous, hash, {columns}) SELECT chain, ?, hash, ?,"
        f" {columns} FROM audit_entry WHERE chain=? AND seq=?", [seq, NEVER, chain, seq - 1],
    )  # fmt: skip
    _hash_again(db, chain, seq, seq)


def reorder(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Let two entries of a chain change places."""
    chain, seq = somewhere(db, chance, 2)
    other = chance.randint(1, seq - 1)
    for before, after in ((seq, 999_999), (other, seq), (999_999, other)):
        db.execute("UPDATE audit_entry SET seq=? WHERE chain=? AND seq=?", [after, chain, before])
    return chain, other


def other_chain(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Hang the last entry of one chain at the end of an empty one."""
    chain, _ = somewhere(db, chance)
    length = length_of(db, chain)
    db.execute("UPDATE audit_entry SET chain=15, seq=1 WHERE chain=? AND seq=?", [chain, length])
    return chain, length


def truncate(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Cut the tail off and leave the head."""
    chain, seq = somewhere(db, chance)
    _cut(db, chain, seq)
    return chain, seq


def truncate_with_head(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Cut the tail off and set the head back: the log itself looks whole."""
    chain, seq = _signed_place(db, chance)
    _cut(db, chain, seq)
    _set_head(db, chain, seq - 1)
    return chain, seq


def _cut(db: sqlite3.Connection, chain: int, seq: int) -> None:
    gone = "SELECT id FROM audit_entry WHERE chain=? AND seq>=?"
    db.execute(f"DELETE FROM audit_concerned WHERE entry_id IN ({gone})", [chain, seq])
    db.execute("DELETE FROM audit_entry WHERE chain=? AND seq>=?", [chain, seq])


def rewrite(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Change an entry, then make every hash and the head right again: only a checkpoint tells."""
    chain, seq = _signed_place(db, chance)
    db.execute(
        "UPDATE audit_entry SET actor='Không phải tôi' WHERE chain=? AND seq=?", [chain, seq]
    )
    length = length_of(db, chain)
    _hash_again(db, chain, seq, length)
    _set_head(db, chain, length)
    return chain, seq


def rehash_one(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Change an entry and its own hash; the next one no longer hangs on it."""
    chain, seq = somewhere(db, chance)
    db.execute("UPDATE audit_entry SET path='/9/' WHERE chain=? AND seq=?", [chain, seq])
    _hash_again(db, chain, seq, seq)
    return chain, seq


def swap_people(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Say that somebody else was looked at."""
    row, entry = chance.choice(db.execute("SELECT id, entry_id FROM audit_concerned").fetchall())
    stranger = UUID(int=chance.getrandbits(128)).hex
    db.execute("UPDATE audit_concerned SET person=? WHERE id=?", [stranger, row])
    return _place(db, entry)


def forget_person(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Say that somebody was not looked at."""
    row, entry = chance.choice(db.execute("SELECT id, entry_id FROM audit_concerned").fetchall())
    db.execute("DELETE FROM audit_concerned WHERE id=?", [row])
    return _place(db, entry)


def add_person(db: sqlite3.Connection, chance: random.Random) -> Place:
    """Say that somebody was looked at who was not."""
    place = somewhere(db, chance)
    db.execute(
        "INSERT INTO audit_concerned (entry_id, person) VALUES (?, ?)",
        [one(db, place, "id"), UUID(int=chance.getrandbits(128)).hex],
    )
    return place


def _place(db: sqlite3.Connection, entry: int) -> Place:
    chain, seq = db.execute("SELECT chain, seq FROM audit_entry WHERE id=?", [entry]).fetchone()
    return chain, seq


def _signed_place(db: sqlite3.Connection, chance: random.Random) -> Place:
    """A place that the last checkpoint covers."""
    last = json.loads(
        db.execute("SELECT heads FROM audit_checkpoint ORDER BY id DESC").fetchone()[0]
    )
    chain = chance.choice([chain for chain, (length, _) in last.items() if length > 9])
    return int(chain), chance.randint(1, last[chain][0])


def _set_head(db: sqlite3.Connection, chain: int, length: int) -> None:
    head = one(db, (chain, length), "hash") if length else NEVER
    db.execute("UPDATE audit_chain SET length=?, head=? WHERE number=?", [length, head, chain])


def _hash_again(db: sqlite3.Connection, chain: int, first: int, last: int) -> None:
    previous = one(db, (chain, first - 1), "hash") if first > 1 else NEVER
    mine = {
        e["seq"]: e for e, _ in _stored(db) if e["chain"] == chain and first <= e["seq"] <= last
    }
    for seq in sorted(mine):
        digest = _digest(mine[seq] | {"previous": previous})
        db.execute(
            "UPDATE audit_entry SET previous=?, hash=? WHERE chain=? AND seq=?",
            [previous, digest, chain, seq],
        )
        previous = digest


WAYS: tuple[Callable[[sqlite3.Connection, random.Random], Place], ...] = (
    edit, delete, close_the_hole, insert, append, reorder, other_chain, truncate,
    truncate_with_head, rewrite, rehash_one, swap_people, forget_person, add_person,
)  # fmt: skip
