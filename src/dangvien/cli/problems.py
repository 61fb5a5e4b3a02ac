"""An input that cannot be used: one Vietnamese sentence on stderr and exit code 2, never a traceback."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    except typer.Exit:
        raise
    except MemoryError:
        typer.echo("Máy không đủ bộ nhớ cho tệp này. Đồng chí chia nhỏ tệp rồi làm lại.", err=True)
        raise typer.Exit(2) from None
    except OSError as problem:
        place = f" {problem.filename}" if problem.filename else ""
        typer.echo(f"Không đọc hoặc ghi được{place}: {problem.strerror or problem}.", err=True)
        raise typer.Exit(2) from None
    except Exception as problem:
        if os.environ.get("DANGVIEN_DEBUG"):
            raise
        where = traceback.extract_tb(problem.__traceback__)[-1]
        code = f"{type(problem).__name__}, {Path(where.filename).stem}:{where.lineno}"
        typer.echo(
            "Chưa làm được vì máy gặp chỗ chưa lường trước; tệp gốc và kết quả cũ vẫn nguyên. "
            f"Đồng chí gửi dòng này cho người phụ trách phần mềm: {code}.",
            err=True,
        )
        raise typer.Exit(1) from None
