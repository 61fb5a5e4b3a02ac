"""Sealing: what may not be read from a stolen disk, and can still be looked up.

A value is sealed with AES-256-GCM under a key that lies apart from the data; its place (table, column,
row) is authenticated with it, so that a sealed value moved elsewhere no longer opens. An exact
search goes through a keyed index (HMAC-SHA-256), which tells equality and nothing else.
"""

from dangvien.seal.files import open_stream, seal_stream
from dangvien.seal.key import BadKey, Key, create, load
from dangvien.seal.ring import Ring, Unopenable

__all__ = [
    "BadKey", "Key", "Ring", "Unopenable", "create", "load", "open_stream", "seal_stream",
]  # fmt: skip
