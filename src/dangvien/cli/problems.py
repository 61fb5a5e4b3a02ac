"""An input that cannot be used: one Vietnamese sentence on stderr and exit code 2, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from dangvien.files.problem import InputProblem


@contextmanager
def said() -> Iterator[None]:
    """Turn `InputProblem` into one message and exit 2."""
    try:
        yield
    except InputProblem as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from None
    except MemoryError:
        typer.echo("Máy không đủ bộ nhớ cho tệp này. Đồng chí chia nhỏ tệp rồi làm lại.", err=True)
        raise typer.Exit(2) from None
    except OSError as problem:
        place = f" {problem.filename}" if problem.filename else ""
        typer.echo(f"Không đọc hoặc ghi được{place}: {problem.strerror or problem}.", err=True)
        raise typer.Exit(2) from None
