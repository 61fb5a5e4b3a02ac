"""The last step of the set-up: the key goes on paper, and the paper into a safe."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts import actions
from dangvien.accounts.forms import KeepKey, tell
from dangvien.accounts.models import Installation
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.accounts.views.page import UNSOUND


@policy("health.read")
def keep(request: HttpRequest) -> HttpResponse:
    """Show the key until somebody typed its end back from paper; afterwards this page is not there."""
    if not Installation.objects.filter(key_kept_at=None).exists():
        raise Http404
    form = KeepKey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_key(actor=me(request), typed=form.cleaned_data["typed"])
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("home")
    key = settings.RING.key
    data = {
        "form": form, "groups": key.printed().split("-"), "fingerprint": key.fingerprint,
        "place": settings.HOME, "signed_in": False,
    }  # fmt: skip
    return render(request, "accounts/keep_key.html", data, status=UNSOUND if form.errors else 200)


keep.before_key_kept = True  # type: ignore[attr-defined]
