#!/usr/bin/env python3
"""Kiểm nhật ký của sổ đảng viên: does the log hold together, and with the checkpoints kept elsewhere?

    python verify_audit.py nhat-ky.jsonl  [diem-chot.json …]   an export (`dangvien audit export`)
    python verify_audit.py register.sqlite3 [diem-chot.json …] the register's own file

It needs Python and `cryptography`, no key and nothing of dangvien: the canonical form is said again
here (dangvien/audit/canonical.py, statement.py). It checks every hash, link, gap, head and signature,
and that each checkpoint's heads lie in the chains. Exit code 0: nothing wrong; 1: wrong, with the
first place in every chain; 2: cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NOTHING, SHOWN = "0" * 64, 20
Heads = dict[int, tuple[int, str]]
_dumps = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
Said = dict[str, Any]
Entries = Iterator[tuple[Said, str]]  # each with its hash
Log = tuple[Heads, list[tuple[str, Said]], Entries, list["Wrong"]]  # with named checkpoints


class Unusable(Exception):  # noqa: N818
    """The input is not what it should be."""


class Wrong(NamedTuple):
    """Where the log is not what it was: in these entries of a chain; first 0 means no single place."""

    chain: int
    first: int
    last: int
    said: str

    def __str__(self) -> str:
        if not self.first:
            return self.said
        span = f"{self.first}" if self.first == self.last else f"{self.first} đến {self.last}"
        return f"chuỗi {self.chain}, bút toán {span}: {self.said}"


class Statement(NamedTuple):
    """A checkpoint whose signature is good."""

    name: str
    at: str
    heads: Heads
    key: str


def read_heads(said: Said) -> Heads:
    """Heads out of JSON."""
    return {int(number): (int(length), str(head)) for number, (length, head) in said.items()}


def _json(content: str | bytes) -> Any:
    """What the JSON says; None when it is none."""
    try:
        return json.loads(content)
    except (ValueError, TypeError, RecursionError):
        return None


def from_export(path: Path) -> Log:
    """An export: a line of heads, lines of checkpoints, lines of entries."""
    heads: Heads = {}
    checkpoints: list[tuple[str, Said]] = []
    wrong: list[Wrong] = []
    try:
        for number, said in _lines(path, wrong, entries=False):
            if "checkpoint" in said:
                checkpoints.append((f"trong tệp, dòng {number}", said))
            elif "heads" in said:
                heads = read_heads(said["heads"])
    except (ValueError, TypeError, AttributeError):
        heads = {}
    if not heads:
        raise Unusable(f"{path.name} không phải nhật ký xuất từ sổ đảng viên.")
    entries = ((said, said.pop("hash", "")) for _, said in _lines(path, wrong, entries=True))
    return heads, checkpoints, entries, wrong


def _lines(path: Path, wrong: list[Wrong], *, entries: bool) -> Iterator[tuple[int, Said]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith('{"action":') is entries:
                said = _json(line)
                if isinstance(said, dict):
                    yield number, said
                else:
                    wrong.append(Wrong(0, 0, 0, f"Dòng {number} của tệp nhật ký không đọc được."))


def from_sqlite(path: Path) -> Log:
    """The register's own database file, opened for reading only."""
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    try:
        ends = database.execute("SELECT number, length, head FROM audit_chain")
        heads = {number: (length, head) for number, length, head in ends}
        own = [dict(row) for row in database.execute("SELECT * FROM audit_checkpoint ORDER BY id")]
        every = "SELECT entry_id FROM audit_concerned WHERE entry_id NOT IN (SELECT id FROM audit_entry)"
        lost = len(database.execute(every).fetchall())
    except sqlite3.Error as error:
        raise Unusable(f"{path.name} không phải tệp của sổ đảng viên.") from error
    for one in own:
        one["at"], one["heads"] = _moment(one["at"]), _json(one["heads"])
    checkpoints = [(f"số {one['id']} trong sổ", one) for one in own]
    wrong = [Wrong(0, 0, 0, f"{lost} người được nêu mà không còn bút toán nào.")] if lost else []
    return heads, checkpoints, _stored(database), wrong


def _stored(database: sqlite3.Connection) -> Entries:
    names = ("chain", "seq", "actor", "actor_id", "action", "org", "path", "subject", "previous")
    rows = database.execute(
        "SELECT chain, seq, actor, actor_id, action, org, path, subject, previous, at, data, hash,"
        " (SELECT group_concat(person) FROM audit_concerned WHERE entry_id = e.id)"
        " FROM audit_entry e ORDER BY chain, seq"
    )
    for *said, at, data, kept, who in rows:
        people = [f"{p[:8]}-{p[8:12]}-{p[12:16]}-{p[16:20]}-{p[20:]}"
                  for p in sorted((who or "").split(",")) if p]  # fmt: skip
        entry = dict(zip(names, said, strict=True)) | {"v": 1, "people": people}
        yield entry | {"at": _moment(at), "data": _json(data)}, kept


def _moment(stored: object) -> str:
    """SQLite keeps "2025-12-15 02:12:33.000451", and no fraction when it is zero."""
    stored = str(stored)
    return f"{stored[:10]}T{stored[11:19]}.{stored[20:]:0<6}Z"


def merkle_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1."""
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle_root(leaves[:middle]) + merkle_root(leaves[middle:])).digest()


def verified(name: str, said: Said) -> Statement:
    """A checkpoint whose root and signature are right; ValueError says what is not."""
    try:
        heads = read_heads(said["heads"])
        leaves = [_dumps([number, *heads[number]]).encode() for number in sorted(heads)]
        root, at, key = merkle_root(leaves).hex(), str(said["at"]), str(said["public_key"])
        signature, public = bytes.fromhex(said["signature"]), bytes.fromhex(key)
        signer = Ed25519PublicKey.from_public_bytes(public)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError("không phải điểm chốt") from error
    if root != said.get("root"):
        raise ValueError("mã gốc không khớp với các chuỗi")
    try:
        signer.verify(signature, f"dangvien checkpoint 1\n{at}\n{root}\n".encode())
    except InvalidSignature as error:
        raise ValueError("chữ ký không đúng") from error
    return Statement(name, at, heads, key)


def between(statements: list[Statement]) -> Iterator[Wrong]:
    """Checkpoints that contradict each other: the register showed different logs to different people."""
    if len({one.key for one in statements}) > 1:
        yield Wrong(0, 0, 0, "Các điểm chốt không cùng khóa ký: có cái không phải của sổ này.")
    told: dict[tuple[int, int], tuple[str, str]] = {}
    last: dict[int, tuple[int, str]] = {}
    for one in sorted(statements, key=lambda statement: statement.at):
        for chain, (length, head) in sorted(one.heads.items()):
            other_head, other = told.setdefault((chain, length), (head, one.name))
            if other_head != head:
                both = f"điểm chốt {other} và {one.name} nói khác nhau."
                yield Wrong(chain, length, length, both)
            longest, earlier = last.get(chain, (0, ""))
            if length < longest:
                told_less = f"điểm chốt {one.name} không thấy nữa, {earlier} lập trước có thấy."
                yield Wrong(chain, length + 1, longest, told_less)
            last[chain] = max((longest, earlier), (length, one.name))


def _digest(entry: Said) -> str:
    try:
        return sha256(_dumps(entry).encode("utf-8", "replace")).hexdigest()
    except (TypeError, ValueError, RecursionError):
        return ""


class Walk:
    """Walks every chain from its first entry; keeps the first wrong place of each."""

    def __init__(self, statements: list[Statement]) -> None:
        self.ends: dict[int, tuple[int, str]] = {}  # chain → entries seen, hash of the last
        self.broken: dict[int, Wrong] = {}
        self.agreed: dict[int, int] = {}  # chain → last place that a checkpoint vouches for
        self.entries = 0
        self.vouched: dict[int, dict[int, list[tuple[str, str]]]] = {}
        for one in statements:
            for chain, (length, head) in one.heads.items():
                self.vouched.setdefault(chain, {}).setdefault(length, []).append((head, one.name))

    def step(self, entry: Said, kept: str) -> None:
        """One entry, in the order of its chain."""
        self.entries += 1
        chain, seq = entry.get("chain"), entry.get("seq")
        if type(chain) is not int or type(seq) is not int:
            self.wrong(-1, 0, 0, "Có bút toán không ghi rõ chuỗi và số thứ tự.")
        elif chain not in self.broken:
            self._link(chain, seq, entry, kept)

    def _link(self, chain: int, seq: int, entry: Said, kept: str) -> None:
        length, previous = self.ends.get(chain, (0, NOTHING))
        self.ends[chain] = (seq, kept)
        if seq > length + 1:
            self.wrong(chain, length + 1, seq - 1, "không còn.")
        elif seq <= length:
            self.wrong(chain, seq, seq, "lặp lại hoặc sai thứ tự.")
        elif entry.get("previous") != previous:
            self.wrong(chain, max(length, 1), seq, "không nối với nhau: bị thay hoặc chen vào.")
        elif _digest(entry) != kept:
            self.wrong(chain, seq, seq, "nội dung không khớp với mã của nó: đã bị sửa.")
        elif heads := self.vouched.get(chain, {}).get(seq, []):
            if other := next((name for head, name in heads if head != kept), ""):
                told = f"đã bị viết lại: điểm chốt {other} nói khác."
                self.wrong(chain, self.agreed.get(chain, 0) + 1, seq, told)
            self.agreed[chain] = seq

    def wrong(self, chain: int, first: int, last: int, said: str) -> None:
        """Keep the first wrong place."""
        self.broken.setdefault(chain, Wrong(chain, first, last, said))

    def close(self, heads: Heads) -> None:
        """Compare the ends with the heads and with what checkpoints saw."""
        for chain, (length, head) in sorted(heads.items()):
            seen, last = self.ends.get(chain, (0, NOTHING))
            if seen < length:
                self.wrong(chain, seen + 1, length, "không còn: cuối chuỗi bị cắt.")
            elif seen > length:
                self.wrong(chain, length + 1, seen, "nằm sau đầu chuỗi: bị thêm vào.")
            elif head != last:
                self.wrong(chain, max(seen, 1), seen, "không phải là đầu chuỗi đã ghi.")
        for chain in sorted(set(self.ends) - set(heads)):
            self.wrong(chain, 1, self.ends[chain][0], "chuỗi này không có trong sổ.")
        for chain, lengths in sorted(self.vouched.items()):
            seen = self.ends.get(chain, (0, NOTHING))[0]
            if (most := max(lengths)) > seen:
                told = f"không còn: điểm chốt {lengths[most][0][1]} đã thấy."
                self.wrong(chain, seen + 1, most, told)


def check(log: Path, files: list[Path]) -> tuple[list[Wrong], str]:
    """Everything that is wrong, the first place of each chain, and what was looked at."""
    with log.open("rb") as file:
        is_sqlite = file.read(16) == b"SQLite format 3\0"
    heads, own, entries, wrong = from_sqlite(log) if is_sqlite else from_export(log)
    statements = []
    for name, said in (*own, *((path.name, _json(path.read_bytes())) for path in files)):
        try:
            statements.append(verified(name, said))
        except ValueError as why:
            wrong.append(Wrong(0, 0, 0, f"Điểm chốt {name}: {why}."))
    walk = Walk(statements)
    for entry, kept in entries:
        walk.step(entry, kept)
    walk.close(heads)
    told = f"{walk.entries} bút toán, {len(heads)} chuỗi, {len(statements)} điểm chốt"
    if not files:
        told += " (không có điểm chốt nào giữ ngoài sổ: chưa biết cả sổ có bị thay hay không)"
    return [*wrong, *between(statements), *(walk.broken[one] for one in sorted(walk.broken))], told


def main(arguments: list[str] | None = None) -> int:
    """Say in Vietnamese what is wrong."""
    parser = argparse.ArgumentParser(description="Kiểm nhật ký của sổ đảng viên.")
    parser.add_argument("log", type=Path, help="tệp nhật ký .jsonl hoặc tệp sổ .sqlite3")
    parser.add_argument("checkpoints", nargs="*", type=Path, help="các điểm chốt giữ ở nơi khác")
    asked = parser.parse_args(arguments)
    try:
        wrong, told = check(asked.log, asked.checkpoints)
    except (Unusable, OSError, sqlite3.Error) as why:
        print(f"Không đọc được: {why}", file=sys.stderr)
        return 2
    print(f"Đã kiểm {told}.", *(f"SAI: {one}" for one in wrong[:SHOWN]), sep="\n")
    if not wrong or len(wrong) > SHOWN:
        print(f"… và {len(wrong) - SHOWN} chỗ nữa." if wrong else "Nhật ký nguyên vẹn.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
