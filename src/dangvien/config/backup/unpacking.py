"""Opening a backup beside its new place; only what is whole and agrees with itself is put there."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dangvien.config.backup import bundle, sqlite
from dangvien.config.backup.bundle import BadBackup
from dangvien.config.backup.manifest import Manifest
from dangvien.config.place import DATABASE, DUMP, FILES, private
from dangvien.seal import Key, Ring
from dangvien.seal.key import write as write_key

_MANIFEST = "manifest.json"
_DAMAGED = (
    "Bản sao lưu không khớp với bảng kê của chính nó, không dùng được. Đồng chí lấy bản khác."
)


def unpack(path: Path, key: Key, home: Path) -> Manifest:
    """Open a backup into a new folder with its key: all of it or nothing."""
    if home.exists() and any(home.iterdir()):
        raise BadBackup(f"Thư mục {home} đã có dữ liệu; đồng chí chọn thư mục trống.")
    home.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        bundle.read(Ring(key), path, lambda name, content: _put(stage, name, content))
        manifest = _checked(stage)
        write_key(key, stage / "key")
        if home.exists():
            home.rmdir()
        stage.rename(home)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return manifest


def _put(stage: Path, name: str, content: BinaryIO) -> None:
    """One content into the folder: a name that we never write is damage, or malice."""
    parts = PurePosixPath(name).parts
    evidence = len(parts) > 1 and parts[0] == FILES and ".." not in parts
    if not evidence and name not in (_MANIFEST, DATABASE, DUMP):
        raise BadBackup(_DAMAGED)
    target = stage.joinpath(*parts)
    private(target.parent)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def _checked(stage: Path) -> Manifest:
    said = stage / _MANIFEST
    if not said.exists():
        raise BadBackup(_DAMAGED)
    manifest = Manifest.read(said.read_text("utf-8"))
    said.unlink()
    files = sum(at.is_file() for at in (stage / FILES).rglob("*"))
    if manifest.vendor == "sqlite":
        database = stage / DATABASE
        good = database.exists() and sqlite.sound(database)
        found = sqlite.look(database) if good else None
        same = found and (found.tables, found.heads) == (manifest.tables, manifest.heads)
    else:
        same = (stage / DUMP).exists()
    if not same or files > manifest.files:
        raise BadBackup(_DAMAGED)
    return manifest
