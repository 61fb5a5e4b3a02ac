"""How a command comes to its register: the folder, its key, then Django; nothing of it before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dangvien.files.problem import InputProblem

Home = Annotated[
    Path | None,
    typer.Option(envvar="DANGVIEN_HOME", help="Thư mục của sổ (mặc định: ~/.dangvien)"),
]
NEW = "Chưa có sổ ở {}. Đồng chí chạy «dangvien serve» để lập sổ."


def opened(home: Path | None, *, may_be_new: bool = False) -> Path:
    """Set Django up for the register in a folder; says in words why its key cannot be used."""
    from dangvien.config import disk, lock, place  # noqa: PLC0415  (heavy imports wait for the command)
    from dangvien.seal import BadKey  # noqa: PLC0415

    if home is not None:
        os.environ["DANGVIEN_HOME"] = str(home.absolute())
    at = place.home()
    if not may_be_new and not (at / "key").exists():
        raise InputProblem(NEW.format(at))
    os.umask(0o077)
    place.private(at)
    place.private(at / "static")  # whitenoise wants it to be there
    os.environ["TMPDIR"] = str(place.private(at / "tmp"))  # a list being read never lies elsewhere
    if not os.environ.get("DATABASE_URL") and (kind := disk.shared(at)):
        raise InputProblem(
            f"Thư mục {at} nằm trên ổ dùng chung ({kind}); sổ phải nằm trên ổ của chính máy này."
        )
    try:
        with lock.held(at / "opening.lock", wait=60):  # two first runs make one key
            place.ring(at)
    except BadKey as problem:
        raise InputProblem(str(problem)) from None
    _set_up()
    return at


def _set_up() -> None:
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvien.config.settings")
    django.setup()
