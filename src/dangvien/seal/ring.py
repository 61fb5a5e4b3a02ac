"""Values and files under the master key: seal, open, and the keyed index for exact search."""

from __future__ import annotations

import hmac
import os
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dangvien.seal.key import Key

_VERSION = b"\x01"
_NONCE = 12
INDEX = 16


class Unopenable(Exception):  # noqa: N818
    """A sealed value does not open here: another key, another place, or damaged bytes."""


class Ring:
    """The derived keys of one master key. `place` names table, column, row: "identifier:<uid>:phone"."""

    def __init__(self, key: Key) -> None:
        self.key = key

    @cached_property
    def _values(self) -> AESGCM:
        return AESGCM(self.key.derive("values"))

    @cached_property
    def _index(self) -> bytes:
        return self.key.derive("index")

    def seal(self, text: str, place: str) -> bytes:
        """Seal a text; about 2 µs."""
        return self.seal_bytes(text.encode(), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Open a text that was sealed for this place; `Unopenable` otherwise."""
        return self.open_bytes(sealed, place).decode()

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Seal bytes (a file's content, a frame)."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._values.encrypt(nonce, content, place.encode())

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """Open bytes that were sealed for this place."""
        sealed = bytes(sealed)
        if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE:
            raise Unopenable("unknown version")
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._values.decrypt(nonce, body, place.encode())
        except InvalidTag as error:
            raise Unopenable(place.split(":", maxsplit=1)[0]) from error

    def index(self, kind: str, value: str) -> bytes:
        """Keyed index of a normalised value: equal values of one kind, equal 16 bytes."""
        return hmac.digest(self._index, f"{kind}\0{value}".encode(), sha256)[:INDEX]

    def signer(self) -> Ed25519PrivateKey:
        """The key that signs audit checkpoints."""
        return Ed25519PrivateKey.from_private_bytes(self.key.derive("checkpoints"))
