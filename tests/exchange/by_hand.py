"""Lists made by hand as an office would send them, and the pages they go through."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dangvien.exchange.models import Batch

HEADINGS = ("Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số thẻ đảng viên", "Số lý lịch",
            "Số ĐT", "Ngày vào Đảng", "Ngày chính thức", "Loại đảng viên",
            "Chi bộ đang sinh hoạt")  # fmt: skip
LAN = ("Vi Thị Lan", "12/05/1980", "Nữ", "099180000001", "38010001", "000001TH", "0990000001",
       "19/05/2001", "19/05/2002", "Chính thức", "Chi bộ bản Nà Lốc")  # fmt: skip
HUNG = ("Lò Văn Hùng", "03/02/1958", "Nam", "099058000002", "38010002", "000002TH", "0990000002",
        "03/02/1980", "03/02/1981", "Chính thức", "Chi bộ bản Nà Lốc")  # fmt: skip
KHACH = ("Trần Văn Khách", "01/07/1970", "Nam", "099070000004", "38010004", "000004TH",
         "0990000004", "01/07/1995", "01/07/1996", "Chính thức", "Chi bộ Trạm Y tế")  # fmt: skip
NOBODY = ("", "01/01/1970", "Nam", "", "", "", "0990000009", "", "", "", "Chi bộ bản Nà Lốc")

Row = Sequence[str]
Press = Callable[..., HttpResponse]


def csv(*rows: Row, headings: Row = HEADINGS) -> bytes:
    """The rows as a csv file with a BOM, as Excel saves it."""
    lines = [";".join(f'"{cell}"' for cell in row) for row in (headings, *rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def xlsx(*rows: Row, headings: Row = HEADINGS, title: str = "") -> bytes:
    """The rows as a workbook, under a title if there is one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách")
        lines = [[title], [], list(headings), *map(list, rows)] if title else [headings, *rows]
        for at, line in enumerate(lines):
            for place, cell in enumerate(line):
                if cell:
                    sheet.write_string(at, place, cell)
    return content.getvalue()


def upload(
    press: Press, client: Client, content: bytes, name: str = "ds.csv", **more: Any
) -> HttpResponse:
    """Send a file through the form, as a browser does."""
    to = more.pop("to", "/nhap/moi/")
    told = {"source": "Phần mềm 3.0", "as_of": "2025-12-15", **more}
    return press(client, to, {**told, "file": SimpleUploadedFile(name, content)})


def latest() -> Batch:
    """The import received last."""
    found = Batch.objects.order_by("-pk").first()
    assert found is not None
    return found


def text_of(response: Any) -> str:
    """A page as text."""
    content: bytes = response.content
    return content.decode()
