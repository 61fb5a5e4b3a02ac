"""Asking something many times: how long it takes, how many statements it sends."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def timed(what: str, ask: Callable[[], object], times: int = 200) -> dict[str, Any]:
    """Median and 95th percentile of many askings, in milliseconds, and the queries of the last."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return {"what": what, "median_ms": round(median(spent), 1),
            "p95_ms": round(quantiles(spent, n=20)[18], 1), "queries": len(queries)}  # fmt: skip
