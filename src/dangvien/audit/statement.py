"""A checkpoint as a file: what is signed, and how it is read back. `scripts/verify_audit.py` repeats it.

    {"checkpoint":1, "at":"2025-12-15T02:12:33.000451Z",
     "heads":{"0":[length,"<head>"], …},     every chain, empty ones too
     "root":"<64 hex>", "public_key":"<64 hex>", "signature":"<128 hex>"}

The root is the Merkle root of the leaves `[number,length,"<head>"]` (JSON without spaces) in the order
of their numbers. Signed are the bytes of "dangvien checkpoint 1\\n<at>\\n<root>\\n" with Ed25519: two
lines that also fit into the minutes of a meeting.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dangvien.audit import canonical, merkle

FORM = 1
LARGEST = 2**20
Heads = dict[int, tuple[int, str]]
_HASH = re.compile("[0-9a-f]{64}")


class BadStatement(Exception):  # noqa: N818
    """A file that is no checkpoint, or whose signature is not its own; the text is for the officer."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A signed checkpoint."""

    at: datetime
    heads: Heads
    public_key: str
    signature: str

    @property
    def root(self) -> str:
        """One hash over all heads."""
        return merkle.root(
            [
                canonical.text([number, *self.heads[number]]).encode()
                for number in sorted(self.heads)
            ]
        )

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is of."""
        return _signed(canonical.moment(self.at), self.root)

    @property
    def length(self) -> int:
        """How many entries it covers."""
        return sum(length for length, _ in self.heads.values())

    def content(self) -> dict[str, Any]:
        """What the file says."""
        return {
            "checkpoint": FORM, "at": canonical.moment(self.at), "heads": heads_json(self.heads),
            "root": self.root, "public_key": self.public_key, "signature": self.signature,
        }  # fmt: skip


def stored(at: datetime, heads: dict[str, list[Any]], public_key: str, signature: str) -> Statement:
    """A checkpoint as the database keeps it."""
    read_back = {int(number): (length, head) for number, (length, head) in heads.items()}
    return Statement(at, read_back, public_key, signature)


def heads_json(heads: Heads) -> dict[str, list[Any]]:
    """Heads as JSON keeps them."""
    return {str(number): list(heads[number]) for number in sorted(heads)}


def fingerprint(public_key: str) -> str:
    """What tells registers apart: the hash of the public key."""
    return sha256(bytes.fromhex(public_key)).hexdigest()


def grouped(digits: str, size: int = 4) -> str:
    """Hex digits in groups, to be compared by eye or over the telephone."""
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))


def sign(at: datetime, heads: Heads, signer: Ed25519PrivateKey) -> Statement:
    """A checkpoint of these heads."""
    key = signer.public_key().public_bytes_raw().hex()
    unsigned = Statement(at, heads, key, "")
    return Statement(at, heads, key, signer.sign(unsigned.signed).hex())


def read(content: bytes) -> Statement:
    """The checkpoint that a file holds, its root recomputed and its signature verified."""
    if len(content) > LARGEST:
        raise BadStatement("Tệp quá lớn, không phải điểm chốt.")
    try:
        statement, root = _parse(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadStatement("Tệp không phải điểm chốt của sổ đảng viên.") from error
    if statement.root != root:
        raise BadStatement("Mã gốc không khớp với các chuỗi: tệp đã bị sửa.")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(statement.public_key))
    try:
        key.verify(bytes.fromhex(statement.signature), statement.signed)
    except InvalidSignature as error:
        raise BadStatement("Chữ ký không đúng: tệp đã bị sửa hoặc không do sổ ấy ký.") from error
    return statement


def _parse(said: dict[str, Any]) -> tuple[Statement, str]:
    if said["checkpoint"] != FORM:
        raise ValueError(said["checkpoint"])
    heads: Heads = {}
    for number, (length, head) in said["heads"].items():
        if type(length) is not int or length < 0 or not _HASH.fullmatch(head):
            raise ValueError(number)
        heads[int(number)] = (length, head)
    if not heads or list(map(str, heads)) != list(said["heads"]):
        raise ValueError("heads")
    if not _HASH.fullmatch(said["public_key"]) or len(bytes.fromhex(said["signature"])) != 64:
        raise ValueError("signature")
    at = datetime.strptime(said["at"], "%Y-%m-%dT%H:%M:%S.%f%z")
    return Statement(at, heads, said["public_key"], said["signature"]), said["root"]


def _signed(at: str, root: str) -> bytes:
    return f"dangvien checkpoint {FORM}\n{at}\n{root}\n".encode()
