"""The frozen rows as a sealed parquet file of the register, opened only to add them up again."""

from __future__ import annotations

import io
import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import polars as pl
from django.conf import settings

from dangvien.seal.files import open_stream, seal_stream
from dangvien.seal.ring import Unopenable


class Lost(Exception):  # noqa: N818
    """The rows of a snapshot are not there, or no longer open."""


def place(uid: UUID) -> Path:
    """Where the sealed rows of a snapshot lie."""
    return Path(settings.HOME) / "files" / "snapshots" / str(uid)


def keep(uid: UUID, rows: pl.DataFrame) -> str:
    """Seal the rows; the SHA-256 of what was sealed."""
    clear = io.BytesIO()
    rows.write_parquet(clear)
    content = clear.getvalue()
    at = place(uid)
    at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        seal_stream(settings.RING, io.BytesIO(content), target, f"snapshot:{uid}")
        target.flush()
        os.fsync(target.fileno())
    return sha256(content).hexdigest()


def opened(uid: UUID) -> tuple[pl.DataFrame, str]:
    """The rows of a snapshot in memory, and the SHA-256 of what was opened; `Lost` without them."""
    clear = io.BytesIO()
    try:
        with place(uid).open("rb") as source:
            open_stream(settings.RING, source, clear, f"snapshot:{uid}")
    except (FileNotFoundError, Unopenable) as error:
        raise Lost(str(uid)) from error
    content = clear.getvalue()
    return pl.read_parquet(io.BytesIO(content)), sha256(content).hexdigest()


def forget(uid: UUID) -> None:
    """Take away the file of a snapshot that never came to be."""
    place(uid).unlink(missing_ok=True)
