"""The gate: every address has a policy, and nobody passes one that has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from allauth.account.internal.flows.logout import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.module_loading import import_string

from dangvien.accounts import session
from dangvien.accounts.models import Installation
from dangvien.accounts.policy import HALF, OPEN, SIGNED_IN, Refused, policy_of

HOLDS = "dangvien.orgs.scope.holds"  # by name: organisations stand a floor above accounts
KEY_KEPT = "key-kept"
API = "/api/"


class Gate:
    """Asks each view's policy before it runs. Rights are read again on every request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what comes back stays in no cache, on a shared machine least of all."""
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        if response.status_code < 500:
            # Django logs the address of every refusal; ours hold single-use links and searched names.
            response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what has no policy, and whoever does not meet it."""
        needed = policy_of(view)
        if needed is None:
            raise Http404
        if needed == OPEN:
            return None
        request.user.rights = {}  # type: ignore[union-attr]  # read once a request, see `orgs.scope.held`
        elsewhere = _first(request, needed, getattr(view, "before_key_kept", False))
        if elsewhere:
            return _sent(request, elsewhere)
        if needed not in (HALF, SIGNED_IN) and not import_string(HOLDS)(request.user, needed):
            raise Http404
        session.touch(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What an action refused looks as if it were not there."""
        if isinstance(error, Refused):
            raise Http404 from error
        return None


def _first(request: HttpRequest, needed: str, before_key_kept: bool) -> str:
    """Where the caller must go first: sign in, set a second factor, put the key away."""
    user = request.user
    if not user.is_authenticated:
        return _log_in(request)
    factor = user.has_second_factor
    if session.is_spent(request) or (factor and not session.gave_second_factor(request)):
        # A session from before the factor was registered proves too little to keep.
        logout(request, show_message=False)
        return _log_in(request)
    if needed == HALF:
        return ""
    if not factor:
        return reverse("second_factor")
    if not before_key_kept and _key_waits(request):
        return reverse("keep_key")
    return ""


def _log_in(request: HttpRequest) -> str:
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    ask = f"?next={quote(asked)}" if asked not in ("", "/") else ""
    return reverse("account_login") + ask


def _sent(request: HttpRequest, address: str) -> HttpResponse:
    """Elsewhere, in the way that the caller understands: a page, a fragment, a program."""
    if request.path.startswith(API):
        told = {"title": "Đồng chí cần đăng nhập lại", "status": 401, "detail": "Chưa đăng nhập."}
        return JsonResponse(told, status=401, content_type="application/problem+json")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _key_waits(request: HttpRequest) -> bool:
    """Whether this register was opened but nobody said yet that its key lies in a safe."""
    if request.session.get(KEY_KEPT):
        return False
    if Installation.objects.filter(key_kept_at=None).exists():
        return True
    request.session[KEY_KEPT] = True
    return False
