"""A job that failed says what kind of error it was and where, and never a value.

The queue keeps the text of an error, and the text of somebody else's exception may hold a cell.
"""

from __future__ import annotations

import traceback
from pathlib import Path


class JobFailed(Exception):  # noqa: N818
    """An error of a job, by its kind and place only."""


def bare(error: BaseException) -> JobFailed:
    """The error without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    ours = [frame for frame in frames if "dangvien" in frame.filename]
    from_ = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return JobFailed(f"{type(error).__name__} at {at}, from {from_}")
