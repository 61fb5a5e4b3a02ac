"""Lists of the same few people, written as files and cleaned: how every story of `clean` begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

import cast
from clean.outcome import Cleaned, run
from dangvien.core.rules.sample import MEMBER as SAMPLE
from dangvien.core.schema import FIELDS, names

NINE = "0384" + "12675"  # an old identity card
Person = dict[str, Any]
Row = Sequence[object]

WHOLE = {name: SAMPLE[name] for name in names() if name in SAMPLE and name not in ("org_code",)}
LAN: Person = WHOLE | cast.LAN
HUNG: Person = WHOLE | cast.HUNG
MAI: Person = WHOLE | cast.MAI
KHACH: Person = WHOLE | cast.KHACH
US = (LAN, HUNG, MAI, KHACH)
COLUMNS = tuple(WHOLE)

TOP, NA_LOC, CO_QUAN, TRAM = (f"38.168.053.000.00{n}" for n in range(4))
ORG_HEAD = ("Mã TCĐ", "Tên tổ chức đảng", "Mã TCĐ cấp trên", "Hình thức", "Loại hình",
            "Trạng thái", "Ngày thành lập", "Ngày giải thể", "Bí thư", "Văn bản đồng ý")  # fmt: skip
_LIVE = ("Xã", "Đang hoạt động", "05/03/2010", None)
ORGS: tuple[Row, ...] = (
    (TOP, "Đảng bộ xã Tam Lư", "38.168.000.000.000", "Đảng bộ cơ sở", *_LIVE, "Lò Văn Hùng",
     "Công văn 12-CV/TU"),
    (NA_LOC, "Chi bộ bản Nà Lốc", TOP, "Chi bộ trực thuộc", *_LIVE, "Lò Văn Hùng", None),
    (CO_QUAN, "Chi bộ Cơ quan Đảng", TOP, "Chi bộ trực thuộc", *_LIVE, "Hà Thị Mai", None),
    (TRAM, "Chi bộ Trạm Y tế", TOP, "Chi bộ trực thuộc", *_LIVE, "Trần Văn Khách", None),
)  # fmt: skip


def but(person: Person, **changes: object) -> Person:
    """The same person, told otherwise."""
    return person | changes


def other(number: int, **changes: object) -> Person:
    """One more person without fault, unlike all the others."""
    day, year = 1 + number % 28, 60 + number % 30
    names_ = ("An", "Bình", "Cúc", "Dung", "Giang", "Hạnh", "Kiên", "Long", "Nga", "Oanh")
    families = ("Nguyễn Văn", "Lê Quang", "Phạm Hữu", "Bùi Đức", "Đỗ Xuân", "Ngân Văn", "Hà Công")
    name = f"{families[number % 7]} {names_[number % 10]} {names_[number // 10 % 10]}"
    return WHOLE | {
        "full_name": name, "sex": "Nam", "birth_date": f"{day:02}/0{1 + number % 9}/19{year}",
        "citizen_id": f"0990{year}5{number:05}", "card_number": f"39{number:06}",
        "phone": f"09911{number:05}", "file_number": f"{500 + number:06}TH",
        "org_name": "Chi bộ bản Nà Lốc",
    } | changes  # fmt: skip


def table(*people: Person, columns: Iterable[str] = COLUMNS) -> list[Row]:
    """Heading row and one row a person; a column nobody is said to have is written empty."""
    shown = [*columns, *(key for key in dict.fromkeys(k for p in people for k in p)
                         if key not in columns and columns is COLUMNS)]  # fmt: skip
    heads = [FIELDS[name].label if name in FIELDS else name for name in shown]
    return [heads, *([person.get(name) for name in shown] for person in people)]


def as_csv(
    path: Path, rows: Iterable[Row], *, encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    """Write the rows as text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, hidden: Iterable[str] = (), **sheets: Iterable[Row]) -> Path:
    """Write a workbook: text as text, numbers as numbers."""
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if title in hidden:
                sheet.hide()
    return path


def clean(folder: Path, *people: Person, name: str = "ds.csv", **options: object) -> Cleaned:
    """Write a csv of these people and clean it; `previous` may be people, the rest are options."""
    args: list[object] = [as_csv(folder / name, table(*people)), "--out", folder / "kết quả"]
    for key, value in options.items():
        args += [f"--{key.replace('_', '-')}", value]
    found = run(*args)
    assert found.code == 0, found.complaint
    return found


def orgs(folder: Path, *rows: Row, head: Row = ORG_HEAD) -> Path:
    """Write a list of organisations: the commune of the stories, or these rows."""
    return as_csv(folder / "to-chuc.csv", [head, *(rows or ORGS)])
