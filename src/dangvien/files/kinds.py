"""What a file really is, told from its first bytes: names lie."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from dangvien.files.limits import Limits
from dangvien.files.problem import InputProblem

Kind = Literal["xlsx", "xls", "csv"]

SAVE_AS = "đồng chí mở bằng Excel rồi lưu lại thành .xlsx"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = re.compile(
    rb"\A\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00"
)  # .xls of before 1995: no OLE
_HTML = re.compile(
    rb"(?i)\A\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style)"
)
_OTHERS = {
    b"%PDF": "tệp PDF",
    b"{\\rtf": "văn bản RTF",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
}


def sniff(path: Path, limits: Limits) -> Kind:
    """Tell the kind of a file; anything else than a workbook or a text table is an InputProblem."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise InputProblem("tệp rỗng, không có dữ liệu.", file=path.name)
    if head.startswith(_ZIP):
        return _zip(path, limits)
    if head.startswith(_OLE):
        return _ole(path)
    if _BIFF.match(head):
        return "xls"
    if head.startswith(b"PK\x05\x06"):
        raise InputProblem("tệp nén rỗng, không phải bảng tính.", file=path.name)
    for start, what in _OTHERS.items():
        if head.startswith(start):
            raise InputProblem(f"đây là {what}, không phải bảng tính.", file=path.name)
    return _text(path, head)


def _zip(path: Path, limits: Limits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputProblem("tệp bị hỏng hoặc chép thiếu, không mở được.", file=path.name) from error
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise InputProblem("tệp nén có mật khẩu; đồng chí bỏ mật khẩu rồi gửi lại.", file=path.name)
    if not {"xl/workbook.xml", "[Content_Types].xml"} & names or not _is_xlsx(names):
        raise InputProblem(f"đây là {_other_zip(names)}; {SAVE_AS}.", file=path.name)
    total = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if total > limits.unpacked:
        allowed = limits.unpacked >> 20
        raise InputProblem(f"tệp giải nén ra hơn {allowed} MB nên không được mở.", file=path.name)
    if total > limits.small and total > limits.ratio * packed:
        raise InputProblem(
            f"tệp giải nén ra gấp hơn {limits.ratio} lần kích thước nên không được mở.",
            file=path.name,
        )
    return "xlsx"


def _is_xlsx(names: set[str]) -> bool:
    sheets = any(re.match(r"(?i)/?xl/worksheets/.*\.xml$", name) for name in names)
    return sheets and not any(name.lower().endswith("workbook.bin") for name in names)


def _other_zip(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "văn bản Word"
    if "ppt/presentation.xml" in names:
        return "trình chiếu PowerPoint"
    if "mimetype" in names:
        return "tệp LibreOffice (ODS, ODT)"
    if "xl/workbook.bin" in names:
        return "bảng tính .xlsb"
    return "tệp nén, không phải bảng tính"


def _ole(path: Path) -> Kind:
    """Old Excel, or a new workbook wrapped in encryption; names of streams are UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise InputProblem("tệp có mật khẩu; đồng chí bỏ mật khẩu rồi gửi lại.", file=path.name)
    if any(
        name.encode("utf-16-le") + b"\0\0" in content for name in ("Workbook", "Book", "WORKBOOK")
    ):
        return "xls"
    if "WordDocument".encode("utf-16-le") in content:
        raise InputProblem(f"đây là văn bản Word, không phải bảng tính; {SAVE_AS}.", file=path.name)
    raise InputProblem(f"không nhận ra bảng tính trong tệp; {SAVE_AS}.", file=path.name)


def _text(path: Path, head: bytes) -> Kind:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        plain = head.decode("utf-16", "replace").encode()
    elif plain.count(0) > len(plain) // 4:  # UTF-16 without a mark: every other byte of ASCII is 0
        plain = plain.replace(b"\0", b"")
    elif b"\0" in plain:
        raise InputProblem(
            f"không phải bảng tính cũng không phải tệp văn bản; {SAVE_AS}.", file=path.name
        )
    if _HTML.match(plain):
        raise InputProblem(
            f"đây là trang web (HTML), không phải bảng tính; {SAVE_AS}.", file=path.name
        )
    if plain.lstrip().startswith(b"<?xml"):
        raise InputProblem(f"đây là tệp XML, không phải bảng tính; {SAVE_AS}.", file=path.name)
    return "csv"
