"""`dangvien backup`, `dangvien restore`: the register in one sealed file, and back."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dangvien.cli.opened import Home, opened
from dangvien.cli.problems import said
from dangvien.files.problem import InputProblem

if TYPE_CHECKING:
    from dangvien.config.backup.manifest import Manifest

_SHOWN = {
    "members_person": "hồ sơ đảng viên", "orgs_organisation": "tổ chức", "accounts_user": "tài khoản",
    "audit_entry": "dòng nhật ký", "exchange_batch": "lần nhập",
}  # fmt: skip


def backup(
    file: Annotated[Path, typer.Argument(help="Tệp sẽ ghi, hoặc thư mục để máy tự đặt tên")],
    home: Home = None,
) -> None:
    """Sao lưu cả sổ vào một tệp đã mã hóa; khóa không nằm trong tệp ấy."""
    with said():
        opened(home)
        from dangvien.config import opening  # noqa: PLC0415
        from dangvien.config.backup.bundle import BadBackup  # noqa: PLC0415
        from dangvien.config.backup.making import make  # noqa: PLC0415

        if file.is_dir():
            file = file / f"dangvien-{datetime.now():%Y-%m-%d-%H%M}.saoluu"  # noqa: DTZ005
        try:
            opening.prepare()
            manifest = make(file)
        except (BadBackup, opening.WrongKey) as problem:
            raise InputProblem(str(problem)) from None
    size = f"{file.stat().st_size / 2**20:.1f}".replace(".", ",")
    typer.echo(f"Đã sao lưu vào {file} ({size} MB), đã đọc lại và nguyên vẹn.")
    _count(manifest)
    typer.echo("Cất tệp này ở nơi khác máy; mở lại cần khóa in («dangvien key print»).")


def restore(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu", exists=True, dir_okay=False)],
    home: Annotated[Path, typer.Option(help="Thư mục mới, trống, cho sổ được khôi phục")],
    key_file: Annotated[Path | None, typer.Option(help="Tệp khóa; không có thì máy hỏi")] = None,
) -> None:
    """Khôi phục sổ từ bản sao lưu vào một thư mục trống, bằng khóa in."""
    with said():
        from dangvien.config.backup.bundle import BadBackup, fingerprint  # noqa: PLC0415
        from dangvien.config.backup.unpacking import unpack  # noqa: PLC0415
        from dangvien.seal import BadKey, Key, load  # noqa: PLC0415

        try:
            mark = fingerprint(file)
            if key_file is not None:
                key = load(key_file)
            else:
                key = Key.from_print(typer.prompt(f"Khóa in (dấu {mark})", err=True))
            manifest = unpack(file, key, home)
            trouble = _settled(home, manifest)
        except (BadBackup, BadKey) as problem:
            raise InputProblem(str(problem)) from None
    made = datetime.fromisoformat(manifest.made_at).astimezone()
    typer.echo(f"Đã khôi phục vào {home}: bản sao lưu lúc {made:%H:%M ngày %d/%m/%Y}.")
    _count(manifest)
    if trouble:
        typer.echo(f"Chú ý: {trouble} Đồng chí báo ngay người phụ trách nhật ký.", err=True)
        raise typer.Exit(1)
    typer.echo("Mọi bảng đủ số dòng, nhật ký nguyên vẹn. Mọi người đăng nhập lại.")
    typer.echo(f"Mở sổ: dangvien serve --home {home}")


def _settled(home: Path, manifest: Manifest) -> str:
    """What needs Django; a fault there leaves no folder behind."""
    os.environ["DANGVIEN_HOME"] = str(home)
    try:
        opened(home)
        from dangvien.config.backup.restoring import settle  # noqa: PLC0415

        return settle(manifest)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def _count(manifest: Manifest) -> None:
    for table, words in _SHOWN.items():
        typer.echo(f"  {manifest.tables.get(table, 0):>9,} {words}".replace(",", "."))
