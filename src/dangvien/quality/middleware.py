"""What a request touched is looked at again before its answer leaves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from dangvien.quality.actions import settle
from dangvien.quality.settling.pending import Mark, mark

SECONDS = 1.5  # of one request; the sweep takes what is left
_log = logging.getLogger(__name__)


class Settle:
    """After every form and API write that went well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and settle in between what this request touched: not an import's long queue.

        What was saved is saved: trouble here is logged, and the sweep's.
        """
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        since = _mark()
        response = self.get_response(request)
        if since is not None and response.status_code < 400:
            try:
                settle(since=since, seconds=SECONDS)
            except Exception:
                _log.exception("settle")
        return response


def _mark() -> Mark | None:
    """Nothing without a database: the pages say so themselves."""
    try:
        return mark()
    except DatabaseError:
        return None
