"""The files of `look` (style tokens, fonts) served under /static/look/, from where they already lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_SERVED = (".css", ".svg", ".woff2")


class Look(BaseFinder):
    """Finds the style, icons and fonts of `dangvien.look`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()
        self.storage = FileSystemStorage(location=str(files("dangvien.look")))
        self.storage.prefix = "look"  # type: ignore[attr-defined]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The place of `look/…`, or nothing."""
        rest = path.removeprefix("look/")
        at = Path(self.storage.location) / rest
        good = rest != path and at.suffix in _SERVED and self.storage.exists(rest)
        if find_all:
            return [str(at)] if good else []
        return str(at) if good else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Every served file with its storage."""
        root = Path(self.storage.location)
        for at in sorted(root.rglob("*")):
            if at.suffix in _SERVED:
                yield str(at.relative_to(root)), self.storage
