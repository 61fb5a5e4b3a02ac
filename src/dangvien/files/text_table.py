"""Records of a text table (csv, tsv …); runs in the child process."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from dangvien.files.decode import to_utf8
from dangvien.files.grid import Grid, tidy
from dangvien.files.safe_cells import restore_expr

DELIMITERS = ",;\t|"
CHUNK = 20_000
_SEP = re.compile(r"\A\"?sep=(.)\"?[\r\n]", re.IGNORECASE)  # Excel's own directive
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def table(path: Path) -> Grid:
    """Read a text table; row i of the grid is record i + 1, blank records counted."""
    csv.field_size_limit(sys.maxsize)  # a cell too long is a matter of its row, not of the file
    content, note = to_utf8(path.read_bytes())
    notes = [note] if note else []
    head = content[:200_000].decode("utf-8", "ignore")
    delimiter = sniff_delimiter(head)
    frame = _fast(content, head, delimiter)
    if frame is None:
        frame = _careful(content.decode(), delimiter)
    apostrophe = pl.all().str.contains("'", literal=True).any()
    if frame.width and any(frame.select(apostrophe).row(0)):  # ours, or put there by Excel's users
        frame = frame.select(restore_expr(pl.all()))
    widths = [len(record) for record in islice(records(head, delimiter), 100)]
    return Grid("", tidy(frame), notes=notes, widths=widths)


def sniff_delimiter(content: str) -> str:
    """Choose the delimiter that the most lines hold equally often, and then the most often."""
    if directive := _SEP.match(content):
        return directive[1]
    head = _QUOTED.sub("", content).splitlines()[:100]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [count for line in head if (count := line.count(delimiter))]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        return counts.count(usual), usual

    return max(DELIMITERS, key=evenness)


def _fast(content: bytes, head: str, delimiter: str) -> pl.DataFrame | None:
    """Polars' reader; None when a record is not as regular as it wants."""
    if content.count(b"\r") != content.count(b"\r\n"):
        return None
    first = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    width = max((len(record) for record in islice(first, 500)), default=1)
    try:
        frame = pl.read_csv(
            content,
            has_header=False,
            separator=delimiter,
            schema={str(position): pl.String for position in range(width)},
            missing_columns="insert",
        )
    except (pl.exceptions.PolarsError, ValueError):
        return None
    # A quote that nobody closed swallows the following records, up to the next quote.
    broken = pl.any_horizontal(
        pl.all().str.contains("\n", literal=True) & pl.all().str.contains(delimiter, literal=True)
    )
    return None if frame.select(broken.any()).item() else frame


def _careful(content: str, delimiter: str) -> pl.DataFrame:
    rows = records(content, delimiter)
    chunks, height = [], 0
    while block := list(islice(rows, CHUNK)):
        width = max(map(len, block)) or 1
        padded = [[*row, *[None] * (width - len(row))] for row in block]
        columns = zip(*padded, strict=True)
        frame = pl.DataFrame([pl.Series(str(i), c, dtype=pl.String) for i, c in enumerate(columns)])
        chunks.append(frame.with_columns(pl.lit(None).alias("row")))
        height += len(block)
    return pl.concat(chunks, how="diagonal").drop("row") if height else pl.DataFrame({"0": []})


def records(content: str, delimiter: str) -> Iterator[list[str]]:
    """Split into records; one whose quotes are broken is taken as the single line it begins on."""
    lines = list(io.StringIO(content, newline=""))
    at = 0
    while at < len(lines):
        reader = csv.reader(_from(lines, at), delimiter=delimiter, strict=True)
        start = at
        try:
            for record in reader:
                if _swallowed(record, delimiter):
                    break
                yield record
                at = start + reader.line_num
            else:
                continue
        except csv.Error:
            pass
        yield _line(lines[at], delimiter)
        at += 1


def _from(lines: list[str], at: int) -> Iterator[str]:
    return map(lines.__getitem__, range(at, len(lines)))


def _swallowed(record: list[str], delimiter: str) -> bool:
    """A cell that holds line ends and, after one, as many delimiters as a record has."""
    many = max(2, len(record) // 2)
    return any(
        "\n" in cell and any(line.count(delimiter) >= many for line in cell.splitlines()[1:])
        for cell in record
    )


def _line(line: str, delimiter: str) -> list[str]:
    line = line.rstrip("\r\n")
    lenient = next(csv.reader([line], delimiter=delimiter), [])
    plain = line.split(delimiter)
    unclosed = line.count('"') % 2
    return plain if unclosed else lenient
