"""Text that a spreadsheet will never take for a formula, and the way back.

The rule: where a cell begins, an apostrophe is put before anything that a spreadsheet could run
(= + - @ and their full-width forms, after spaces and apostrophes if any) or could drop to get
there (tab, line break). A cell begins at the start of the text and, because a Vietnamese Excel
splits a csv at semicolons, also after a semicolon, tab or line break inside it. `restore` takes
one apostrophe away exactly where `safe` puts one: `restore(safe(text)) == text` for every text.

Excel users type that apostrophe themselves ('+84…), so `restore` may be applied to any csv, ours or
not. Workbooks need neither: their text cells are written as text. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import re

import polars as pl

_BLANK = r"[ \x00\x0b\x0c\x{00a0}\x{3000}\x{feff}]*"
_START = r"(^|[;\t\r\n])"
_RISK = rf"('*{_BLANK}[=+\-@\x{{ff1d}}\x{{ff0b}}\x{{ff0d}}\x{{ff20}}])"
_EDGE = r"^('*[\t\r\n])"


def _python(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\x\{(\w{4})\}", r"\\u\1", pattern))


_RISKY, _RISKY_BACK = _python(_START + _RISK), _python(_START + "'" + _RISK)
_EDGED, _EDGED_BACK = _python(_EDGE), _python("^'" + _EDGE[1:])


def safe(text: str) -> str:
    """The text as it may stand in a csv cell."""
    return _EDGED.sub(r"'\1", _RISKY.sub(r"\1'\2", text))


def restore(text: str) -> str:
    """The text that `safe` was given; text that it would not have touched comes back unchanged."""
    return _RISKY_BACK.sub(r"\1\2", _EDGED_BACK.sub(r"\1", text))


def safe_expr(column: str | pl.Expr) -> pl.Expr:
    """`safe` over a String column; nulls stay null."""
    text = pl.col(column) if isinstance(column, str) else column
    return text.str.replace_all(_START + _RISK, "${1}'${2}").str.replace(_EDGE, "'${1}")


def restore_expr(column: str | pl.Expr) -> pl.Expr:
    """`restore` over a String column; nulls stay null."""
    text = pl.col(column) if isinstance(column, str) else column
    back = text.str.replace("^'" + _EDGE[1:], "${1}")
    return back.str.replace_all(_START + "'" + _RISK, "${1}${2}")


def safe_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every String column and every heading made safe."""
    return frame.with_columns(safe_expr(pl.col(pl.String))).rename(safe)


def not_rich(text: str) -> str:
    """The text for XlsxWriter, which takes "<r>…</r>" for markup and would spoil the workbook."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
