"""Large files under the master key: sealed and opened in pieces, in little memory.

    header  version (1 byte, 0x02) · salt (32 bytes)
    then    pieces of 64 KiB, each AES-256-GCM, the last one shorter or full, 16 bytes of tag each

Every file has a key of its own (HKDF of the master key with its salt). The nonce of a piece is its
number and a mark on the last one (the STREAM construction), so a piece that was dropped, doubled,
moved or cut off at the end does not open; `place` is authenticated with each.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dangvien.seal.ring import Ring, Unopenable

_VERSION = b"\x02"
_SALT = 32
_TAG = 16
PIECE = 64 * 1024


def seal_stream(ring: Ring, source: BinaryIO, target: BinaryIO, place: str) -> None:
    """Seal everything that `source` holds into `target`."""
    salt = os.urandom(_SALT)
    cipher = _cipher(ring, salt)
    target.write(_VERSION + salt)
    for nonce, piece in _pieces(source, PIECE):
        target.write(cipher.encrypt(nonce, piece, place.encode()))


def open_stream(ring: Ring, source: BinaryIO, target: BinaryIO, place: str) -> None:
    """Open what was sealed for this place; `Unopenable` on any damage.

    A file cut off at its end is known only there: what `target` holds after `Unopenable` is good
    as far as it goes but not whole, and must be dropped.
    """
    header = _read(source, 1 + _SALT)
    if len(header) != 1 + _SALT or header[:1] != _VERSION:
        raise Unopenable("unknown version")
    cipher = _cipher(ring, header[1:])
    for nonce, piece in _pieces(source, PIECE + _TAG):
        try:
            target.write(cipher.decrypt(nonce, piece, place.encode()))
        except InvalidTag as error:
            raise Unopenable(place.split(":", maxsplit=1)[0]) from error


def _cipher(ring: Ring, salt: bytes) -> AESGCM:
    master = ring.key.derive("files")
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"dangvien/file").derive(master))


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Pieces with their nonces; an empty file is one empty last piece."""
    number, piece = 0, _read(source, size)
    while True:
        following = _read(source, size)
        yield number.to_bytes(11, "big") + bytes([not following]), piece
        if not following:
            return
        number, piece = number + 1, following


def _read(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the source ends: a pipe may hand over less at a time."""
    parts: list[bytes] = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
