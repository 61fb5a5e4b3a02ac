"""In the new folder, with Django set up there: load the dump, bring it up to date, check the log."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dangvien.audit import canonical
from dangvien.audit.actions import record
from dangvien.audit.export import lines
from dangvien.audit.queries import contradiction, heads
from dangvien.config import opening
from dangvien.config.backup import postgres
from dangvien.config.backup.bundle import BadBackup
from dangvien.config.backup.manifest import Manifest
from dangvien.config.place import DUMP

_OTHER = "Bản sao lưu này của {}, còn máy đang đặt {}. Đồng chí đặt lại DATABASE_URL cho đúng."


def settle(manifest: Manifest) -> str:
    """Finish a restore; what is wrong with the log in words, "" when its chains are whole."""
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if manifest.vendor != connection.vendor:
        raise BadBackup(_OTHER.format(names[manifest.vendor], names[connection.vendor]))
    _refuse_newer(manifest)
    if connection.vendor == "postgresql":
        _load(Path(settings.HOME) / DUMP, manifest)
    opening.prepare()
    trouble = _chain(manifest)
    # Who was signed in then is not signed in now.
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    record(
        actor="command line", action="backup.restore",
        data={"made_at": manifest.made_at, "rows": sum(manifest.tables.values())},
    )  # fmt: skip
    return trouble


def _load(dump: Path, manifest: Manifest) -> None:
    if not postgres.empty():
        raise BadBackup(
            "Cơ sở dữ liệu PostgreSQL đã có bảng; đồng chí tạo một cơ sở dữ liệu trống."
        )
    postgres.load(dump)
    found = postgres.look()
    if (found.tables, found.heads) != (manifest.tables, manifest.heads):
        postgres.clear()
        raise BadBackup("Số dòng sau khi khôi phục không khớp với bảng kê; đã bỏ hết, chưa ghi gì.")
    dump.unlink()


def _refuse_newer(manifest: Manifest) -> None:
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())
    ours = {app for app, _ in known}
    if any(app in ours and (app, name) not in known for app, name in manifest.migrations):
        raise BadBackup(
            "Bản sao lưu do phiên bản mới hơn làm ra; đồng chí cập nhật chương trình trước."
        )


def _chain(manifest: Manifest) -> str:
    """Every entry's hash made again and followed from the first to the head that the backup names."""
    now = {str(number): [length, head] for number, (length, head) in heads().items()}
    if now != manifest.heads or contradiction(heads()) is not None:
        return "Đầu chuỗi nhật ký không khớp với bản sao lưu."
    last: dict[int, str] = {}
    for line in lines():
        said = json.loads(line)
        if "seq" not in said:
            continue
        told, number = said.pop("hash"), said["chain"]
        good = hashlib.sha256(canonical.text(said).encode()).hexdigest() == told
        if not good or said["previous"] != last.get(number, "0" * 64):
            return f"Nhật ký sai ở chuỗi {number}, bút toán {said['seq']}."
        last[number] = told
    return ""
