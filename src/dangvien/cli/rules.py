"""`dangvien rules`: the rule book, whole or one rule explained."""

from __future__ import annotations

from typing import Annotated

import typer

from dangvien.core.rules import get
from dangvien.core.rules.words import HEADINGS, explain, table


def rules(
    code: Annotated[str | None, typer.Argument(help="Mã quy tắc, ví dụ V08")] = None,
) -> None:
    """In bộ quy tắc; thêm mã (V08) để đọc kỹ một quy tắc."""
    if code is None:
        for row in (HEADINGS, *table()):
            typer.echo(f"{row[0]:<4} {row[3]:<8} {row[4]:<11} {row[1]}  ({row[5]})")
        return
    try:
        rule = get(code.upper())
    except KeyError:
        typer.echo(f"Không có quy tắc {code}. Gõ «dangvien rules» để xem cả bộ.", err=True)
        raise typer.Exit(2) from None
    typer.echo(explain(rule))
