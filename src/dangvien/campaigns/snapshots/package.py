"""What somebody entitled takes away: rows without names or numbers, the figures, how to count again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from dangvien.campaigns import recount
from dangvien.campaigns.models import Snapshot

_TAKEN = (
    "number", "unit", "path", "state", "clean", "lies", "waived", "num_dung", "num_du", "num_sach",
    "num_song", "num_thong_nhat", "ready", "missing", "blocking",
)  # fmt: skip
HOW = """Số liệu đã chốt: {name}

Cách tính lại, không cần sổ dangvien:
  1. Giải nén các tệp này vào một thư mục.
  2. Chạy:  python tinh-lai.py dong.csv so-lieu.json
Máy in tử số, mẫu số và báo khớp hay không khớp với số đã chốt, cả từng đơn vị.

dong.csv      mỗi dòng một người, không có tên, số định danh, ngày sinh; thứ tự không nói lên ai.
so-lieu.json  số đã chốt và định nghĩa.
tinh-lai.py   chương trình đếm, đọc được bằng mắt; cũng là chương trình đã đếm độc lập lúc chốt.

Mã chốt: {uid}
SHA-256 của các dòng gốc (ghi trong nhật ký của sổ): {sha256}
Bộ quy tắc: {book}
"""


def package(snapshot: Snapshot, rows: pl.DataFrame) -> bytes:
    """A zip file with the rows as CSV, the figures, the program that counts them again."""
    absent = {"missing", "blocking"} - set(rows.columns)  # frozen before they were written down
    rows = rows.with_columns(pl.lit(None, dtype=pl.Int16).alias(name) for name in absent)
    taken = rows.sort("path", "state", "clean", "lies", *_TAKEN[6:]).with_row_index("number", 1)
    published = {**snapshot.figures, "definition": snapshot.definition}
    files = {
        "dong.csv": "\ufeff" + taken.select(_TAKEN).write_csv(),
        "so-lieu.json": json.dumps(published, ensure_ascii=False, indent=1),
        "tinh-lai.py": Path(recount.__file__).read_text("utf-8"),
        "CACH-TINH.txt": HOW.format(
            name=snapshot.figures["name"], uid=snapshot.uid, sha256=snapshot.sha256,
            book=snapshot.book,
        ),
    }  # fmt: skip
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        for name, text in files.items():
            told = ZipInfo(name, date_time=snapshot.at.timetuple()[:6])
            target.writestr(told, text.encode(), compress_type=ZIP_DEFLATED)
    return packed.getvalue()
