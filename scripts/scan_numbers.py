"""Refuse what must not stand in the project: numbers of real people, machine paths, index hosts.

Numbers: any run of 9 or 12 digits, except 12 digits that begin 099, which no person can have.
Spreadsheets and other sealed files are refused whole, because nobody can review them.

    python scripts/scan_numbers.py [FILE…]     without FILE: everything git tracks or would track
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEALED = {".xlsx", ".xls", ".docx", ".pdf", ".parquet", ".sqlite3", ".db", ".zip", ".gz"}

# Letters beside the run make it part of a hash; a dot before it, the decimals of a drawing.
PERSON = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9]{9}|(?!099)[0-9]{12})(?![0-9A-Za-z])")
# Written so that this file does not match itself.
PLACE = re.compile(
    r"index[-]url|find[-]links|trusted[-]host|(?<![\w.~])/(?:home|Users|root|wor[k]|far[m])/[\w.]"
)


def findings(text: str, *, numbers: bool = True) -> Iterator[tuple[int, str]]:
    """Line number and complaint for everything in a text that must not be there."""
    for number, line in enumerate(text.splitlines(), 1):
        if numbers:
            for match in PERSON.finditer(line):
                digits = match[0]
                yield number, f"{len(digits)} digits that may be a person: {digits[:3]}…"
        for match in PLACE.finditer(line):
            yield number, f"a machine path or index host: {match[0]}"


def scan(path: Path) -> Iterator[str]:
    """Complaints about one file as `file:line: what`; lock files are full of digits and spared."""
    if path.suffix.lower() in SEALED:
        yield f"{path}: a sealed file cannot be reviewed; make it in the test that needs it"
        return
    data = path.read_bytes()
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not wide:
        return
    text = data.decode("utf-16" if wide else "utf-8", errors="replace")
    for number, what in findings(text, numbers=path.suffix != ".lock"):
        yield f"{path}:{number}: {what}"


def tracked() -> list[Path]:
    """Files that git tracks or would track; every visible file where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        inside = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        return [p for p in inside if p.parts[0] != "build" and not p.parts[0].startswith(".")]
    return [Path(name) for name in listed.stdout.split("\0") if name]


def main(names: list[str]) -> int:
    """Print every complaint; 1 when there is any."""
    paths = [Path(name) for name in names] or [ROOT / path for path in tracked()]
    complaints = [line for path in paths if path.is_file() for line in scan(path)]
    for line in complaints:
        print(line.removeprefix(f"{ROOT}/"))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
