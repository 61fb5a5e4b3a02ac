"""The sealed file itself: a stream of named contents, written and read in little memory."""

from __future__ import annotations

import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dangvien.seal import Ring, Unopenable
from dangvien.seal.files import open_stream, seal_stream

MAGIC, FORMAT = b"DANGVIEN-BACKUP", 1
_LINE = 64


class BadBackup(Exception):  # noqa: N818
    """The file is no whole backup of ours under this key; the text is for a person."""


def write(ring: Ring, target: BinaryIO, fill: Callable[[tarfile.TarFile], None]) -> None:
    """Seal what `fill` puts into the tar."""
    line = b"%s %d %s\n" % (MAGIC, FORMAT, ring.key.fingerprint.encode())
    target.write(line)

    def pack(out: BinaryIO) -> None:
        with tarfile.open(fileobj=out, mode="w|") as tar:
            fill(tar)

    with _beside(pack) as source:
        seal_stream(ring, source, target, _place(line))


def read(ring: Ring, path: Path, each: Callable[[str, BinaryIO], None]) -> None:
    """Hand every content with its name to `each`; `BadBackup` on any damage, perhaps only at the end."""
    with path.open("rb") as file:
        line = file.readline(_LINE)
        _refuse_foreign(ring, line)

        def unseal(out: BinaryIO) -> None:
            open_stream(ring, file, out, _place(line))

        try:
            with _beside(unseal) as source:
                with tarfile.open(fileobj=source, mode="r|") as tar:
                    for member in tar:
                        content = tar.extractfile(member)
                        if content is not None:
                            each(member.name, content)  # type: ignore[arg-type]
                while source.read(1 << 16):
                    pass
        except (Unopenable, tarfile.TarError, EOFError) as error:
            raise BadBackup(
                f"Bản sao lưu {path.name} hỏng hoặc thiếu một phần, không dùng được. "
                "Đồng chí lấy bản khác."
            ) from error


def fingerprint(path: Path) -> str:
    """Of the key that a backup was made under."""
    with path.open("rb") as file:
        return _said(file.readline(_LINE), path.name)


def _refuse_foreign(ring: Ring, line: bytes) -> None:
    said = _said(line, "này")
    if said != ring.key.fingerprint:
        raise BadBackup(
            f"Bản sao lưu này làm bằng khóa có dấu {said}, còn khóa đưa vào có dấu "
            f"{ring.key.fingerprint}. Đồng chí dùng đúng khóa in của sổ ấy."
        )


def _said(line: bytes, name: str) -> str:
    magic, _, rest = line.partition(b" ")
    number, _, mark = rest.strip().partition(b" ")
    if magic != MAGIC or not number.isdigit() or not line.endswith(b"\n"):
        raise BadBackup(f"Tệp {name} không phải bản sao lưu của dangvien.")
    if int(number) != FORMAT:
        raise BadBackup(
            f"Bản sao lưu {name} do phiên bản mới hơn làm ra; cần cập nhật chương trình."
        )
    return mark.decode("ascii", errors="replace")


def _place(line: bytes) -> str:
    return f"backup:{line.hex()}"


@contextmanager
def _beside(work: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """What a function writes, to be read here while it works in a thread; its fault is raised here."""
    reading, writing = os.pipe()
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(writing, "wb") as out:
                work(out)
        except BrokenPipeError:
            pass  # the reader gave up, and says why
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=run, name="beside", daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb") as source:
            yield source
    except (tarfile.TarError, EOFError):
        thread.join()
        if faults:
            raise faults[0] from None
        raise
    thread.join()
    if faults:
        raise faults[0]
