"""Making a backup: a snapshot of the database, the sealed evidence, one sealed file."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from dangvien.audit.actions import record
from dangvien.config.backup import bundle, postgres, sqlite
from dangvien.config.backup.bundle import BadBackup
from dangvien.config.backup.manifest import Manifest
from dangvien.config.place import FILES, private

ACTOR = "command line"


def make(path: Path) -> Manifest:
    """Write the register into a new file, read it back whole, and say so in the log."""
    if path.exists():
        raise BadBackup(f"Đã có tệp {path}; đồng chí chọn tên khác, bản cũ được giữ nguyên.")
    home = Path(settings.HOME)
    part = path.with_name(f"{path.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=private(home / "tmp")) as folder, _new(part) as target:
            manifest = _pack(Path(folder), home / FILES, target)
            target.flush()
            os.fsync(target.fileno())
        bundle.read(settings.RING, part, lambda name, content: _drain(content))
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    record(
        actor=ACTOR, action="backup.make",
        data={"rows": sum(manifest.tables.values()), "files": manifest.files,
              "bytes": path.stat().st_size},
    )  # fmt: skip
    return manifest


def _pack(folder: Path, evidence: Path, target: io.BufferedWriter) -> Manifest:
    engine = postgres if connection.vendor == "postgresql" else sqlite
    database = folder / engine.NAME
    manifest: Manifest = engine.snapshot(database, timezone.now().isoformat())
    # After the snapshot, so that whatever it names is here; what came since does no harm.
    sealed = sorted(at for at in evidence.rglob("*") if at.is_file())
    manifest = replace(manifest, files=len(sealed))

    def fill(tar: tarfile.TarFile) -> None:
        _add(tar, "manifest.json", io.BytesIO(manifest.text().encode()))
        with database.open("rb") as content:
            _add(tar, engine.NAME, content)
        for at in sealed:
            try:
                content = at.open("rb")
            except FileNotFoundError:  # its import was given up just now
                continue
            with content:
                _add(tar, f"{FILES}/{at.relative_to(evidence).as_posix()}", content)

    bundle.write(settings.RING, target, fill)
    return manifest


def _add(tar: tarfile.TarFile, name: str, content: io.BytesIO | io.BufferedReader) -> None:
    about = tarfile.TarInfo(name)
    about.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    tar.addfile(about, content)


def _new(path: Path) -> io.BufferedWriter:
    """A new file that nobody else may read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _drain(content: io.BufferedIOBase | object) -> None:
    while content.read(1 << 20):  # type: ignore[union-attr]
        pass
