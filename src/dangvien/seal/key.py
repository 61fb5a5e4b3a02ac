"""The master key: 32 random bytes in one file that only its owner may read, printable for a safe.

Everything else is derived from it (HKDF-SHA-256, RFC 5869), one key per purpose.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32
_GROUP = 4


class BadKey(Exception):  # noqa: N818
    """The key is absent, readable by others, or not a key; the text is for the administrator."""


@dataclass(frozen=True, slots=True)
class Key:
    """A master key. `repr` never shows it."""

    material: bytes

    def __post_init__(self) -> None:
        if len(self.material) != SIZE or len(set(self.material)) < 8:
            raise BadKey("Khóa không đúng: cần 32 byte ngẫu nhiên.")

    def __repr__(self) -> str:
        return f"Key({self.fingerprint})"

    def derive(self, purpose: str, size: int = SIZE) -> bytes:
        """The key for one purpose; different purposes never share bytes."""
        return HKDF(SHA256(), size, salt=None, info=f"dangvien/{purpose}".encode()).derive(
            self.material
        )

    @property
    def fingerprint(self) -> str:
        """Eight hex digits that tell keys apart and nothing about them."""
        return self.derive("fingerprint", 4).hex()

    def printed(self) -> str:
        """The key on paper: base32 in groups of four, the last group a checksum."""
        text = self._letters()
        return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))

    def _letters(self) -> str:
        check = base64.b32encode(hashlib.sha256(b"dangvien/print" + self.material).digest())
        return (base64.b32encode(self.material).rstrip(b"=") + check[:_GROUP]).decode()

    @classmethod
    def from_print(cls, text: str) -> Key:
        """Read a key typed from paper: case, spaces and dashes do not matter."""
        letters = "".join(c for c in text.upper() if c.isalnum()).translate(
            str.maketrans("018", "OIB")
        )
        body = letters[:-_GROUP]
        try:
            material = base64.b32decode(body + "=" * (-len(body) % 8))
        except ValueError:
            raise BadKey("Khóa gõ vào thiếu hoặc thừa ký tự.") from None
        if len(material) != SIZE or (key := cls(material))._letters() != letters:
            raise BadKey("Khóa gõ vào không khớp; đồng chí dò lại từng nhóm bốn ký tự.")
        return key


def create(path: Path) -> Key:
    """Make a new key file with mode 0600; refuses to replace one."""
    key = Key(secrets.token_bytes(SIZE))
    write(key, path)
    return key


def write(key: Key, path: Path) -> None:
    """Put a key into a file of its own, readable by nobody else."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.printed() + "\n")
        file.flush()
        os.fsync(file.fileno())  # a key lost with the power is lost with everything under it


def load(path: Path) -> Key:
    """Read the key file; `BadKey` when it is absent, empty, or open to other people."""
    if not path.exists():
        raise BadKey(f"Không thấy tệp khóa {path}.")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadKey(f"Tệp khóa {path} để người khác đọc được; đặt lại quyền 0600 rồi chạy lại.")
    return Key.from_print(path.read_text("ascii", errors="replace"))
