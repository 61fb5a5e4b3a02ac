"""Is it alive: the one page that a watching program may ask, and the page for when it is not."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dangvien.accounts.policy import OPEN, policy
from dangvien.web import views

_AWAY = "Máy chủ chưa trả lời được. Việc vừa làm chưa được ghi; đồng chí thử lại sau ít phút."
RETRY_AFTER = 15  # seconds; a standby takes over in twenty


@policy(OPEN)
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say "ok" when the database answers, and nothing else to anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return HttpResponse("no", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def failed(request: HttpRequest) -> HttpResponse:
    """A fault: the page of `web`; with the database away it says when to come back (503)."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        response = views.failed(request)
    except (OperationalError, InterfaceError):  # the page's frame asked who is signed in
        response = HttpResponse(_AWAY, content_type="text/plain; charset=utf-8", status=500)
    if away:
        response.status_code = 503
        response["Retry-After"] = str(RETRY_AFTER)
    return response
