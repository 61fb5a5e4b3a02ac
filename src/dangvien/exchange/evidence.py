"""The file of an import as evidence: its bytes and what was found in them, sealed, never in the clear.

Reading needs a clear file; it lies in a folder of its own, readable by this user only, for as long
as the reading takes.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from unicodedata import normalize
from uuid import UUID

import polars as pl
from django.conf import settings

from dangvien.exchange.models import Batch
from dangvien.files.limits import DEFAULT, MIB
from dangvien.files.problem import InputProblem
from dangvien.seal.files import open_stream, seal_stream

_NAME = 180  # bytes: what a file system takes, with room for row numbers in a row_id
_FORBIDDEN = str.maketrans(dict.fromkeys([*map(chr, range(32)), "/", "\\", "#", "\x7f"], " "))


def plain_name(name: str) -> str:
    """A file name without folder, control characters and the mark that row ids use."""
    text = " ".join(normalize("NFC", name.replace("\\", "/").rsplit("/")[-1])
                    .translate(_FORBIDDEN).split())  # fmt: skip
    text = text.encode("utf-8", "ignore").decode().lstrip(".") or "danh sách"
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = text, ""
    while len(stem.encode()) > _NAME:
        stem = stem[:-1]
    return f"{stem}.{ending}" if ending else stem


def folder(uid: UUID) -> Path:
    """Where the sealed files of a batch lie."""
    return Path(settings.HOME) / "files" / str(uid)


def keep(uid: UUID, name: str, content: BinaryIO) -> tuple[str, int]:
    """Seal the bytes as uploaded; give back their SHA-256 and how many they were."""
    at = folder(uid)
    at.mkdir(parents=True, mode=0o700)
    counted = _Counted(content, name)
    with _private(at / "content") as target:
        seal_stream(settings.RING, counted, target, f"evidence:{uid}")
    return counted.digest.hexdigest(), counted.size


def forget(uid: UUID) -> None:
    """Take away what was sealed for a batch that never came to be."""
    shutil.rmtree(folder(uid), ignore_errors=True)


@contextmanager
def opened(batch: Batch) -> Iterator[Path]:
    """The clear file under its own name in a private folder, gone when the reading is done."""
    with tempfile.TemporaryDirectory(prefix="dangvien-") as private:
        path = Path(private) / batch.file_name
        with (folder(batch.uid) / "content").open("rb") as source, _private(path) as target:
            open_stream(settings.RING, source, target, f"evidence:{batch.uid}")
        yield path


def keep_frame(batch: Batch, name: str, frame: pl.DataFrame) -> None:
    """Seal a frame (findings) beside the bytes; it replaces an older one whole."""
    clear = io.BytesIO()
    frame.write_parquet(clear)
    clear.seek(0)
    at = folder(batch.uid) / name
    draft = at.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with _private(draft) as target:
        seal_stream(settings.RING, clear, target, f"evidence:{batch.uid}:{name}")
    draft.replace(at)


def open_frame(batch: Batch, name: str) -> pl.DataFrame | None:
    """A sealed frame, opened in memory; None when there is none."""
    at = folder(batch.uid) / name
    if not at.exists():
        return None
    clear = io.BytesIO()
    with at.open("rb") as source:
        open_stream(settings.RING, source, clear, f"evidence:{batch.uid}:{name}")
    clear.seek(0)
    return pl.read_parquet(clear)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """A new file that nobody else may read, on disk for good when the block ends."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


class _Counted(io.BytesIO):
    """A stream that is hashed and counted while it is read; too much is refused in words."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        super().__init__()
        self.source, self.name = source, name
        self.digest, self.size = hashlib.sha256(), 0

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes of the source."""
        piece = self.source.read(-1 if size is None else size)
        self.size += len(piece)
        if self.size > DEFAULT.unpacked:
            allowed = DEFAULT.unpacked // MIB
            raise InputProblem(f"tệp lớn hơn {allowed} MB nên không được nhận.", file=self.name)
        self.digest.update(piece)
        return piece
