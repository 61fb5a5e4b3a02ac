"""DIR appears whole or not at all: written beside, then renamed; only what `clean` made is replaced."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dangvien.files.problem import InputProblem

SEAL = "summary.json"
MADE_BY = "dangvien clean"


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a folder to write into; put it in the place of `out` only when the block ends well."""
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield draft
        draft.chmod(0o755)
        _swap(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Raise `InputProblem` when `out` exists and was not made by `clean`."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputProblem(
            f"{out} là một tệp, không phải thư mục. Đồng chí chọn tên khác cho --out."
        )
    if any(out.iterdir()) and not _ours(out):
        raise InputProblem(
            f"Thư mục {out} đã có và không do dangvien làm ra, nên không ghi đè. "
            "Đồng chí chọn thư mục khác cho --out."
        )


def _ours(out: Path) -> bool:
    try:
        made = json.loads((out / SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(made, dict) and made.get("made_by") == MADE_BY


def _swap(draft: Path, out: Path) -> None:
    if not out.exists():
        draft.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent)) / "old"
    out.rename(old)
    try:
        draft.rename(out)
    except OSError:
        old.rename(out)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
