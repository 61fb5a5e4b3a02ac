"""One's own account: what protects it, where it is signed in, its password."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dangvien.accounts import actions
from dangvien.accounts.browsers import told
from dangvien.accounts.forms import ChangePassword, CodeAgain, PasswordOnceMore, tell
from dangvien.accounts.policy import SIGNED_IN, policy
from dangvien.accounts.session import me, new_key
from dangvien.accounts.views.page import UNSOUND, Page


@policy(SIGNED_IN)
def security(request: HttpRequest) -> HttpResponse:
    """What protects the account, and every place it is signed in."""
    factors = list(Authenticator.objects.filter(user=me(request)).order_by("created_at"))
    papers = [f for f in factors if f.type == Authenticator.Type.RECOVERY_CODES]
    return render(request, "accounts/security.html", {
        "app": next((f for f in factors if f.type == Authenticator.Type.TOTP), None),
        "passkeys": [f for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "papers": len(papers[0].wrap().get_unused_codes()) if papers else 0,
        "only_one": len(factors) - len(papers) < 2,
        "sessions": sessions(request),
    })  # fmt: skip


def sessions(request: HttpRequest) -> list[UserSession]:
    """The living sessions of the account, this one first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    mine = list(UserSession.objects.filter(user=me(request), session_key__in=alive))
    for one in mine:
        one.device, one.here = told(one.user_agent), one.is_current()
    return sorted(mine, key=lambda one: (not one.here, -one.last_seen_at.timestamp()))


@policy(SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one device out."""
    one = UserSession.objects.filter(user=me(request), pk=pk).first()
    if one is None:
        raise Http404
    if one.is_current():
        logout(request)
        return redirect("account_login")
    one.end()
    messages.success(request, "Đã đăng xuất thiết bị ấy.")
    return redirect("mfa_index")


@policy(SIGNED_IN)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    form = ChangePassword(request.POST or None, user=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(actor=me(request), password=form.cleaned_data["password"])
        except ValidationError as error:
            tell(form, error)
        else:
            update_session_auth_hash(request, me(request))
            new_key(request)
            messages.success(request, "Đã đổi mật khẩu; các thiết bị khác đã bị đăng xuất.")
            return redirect("mfa_index")
    status = UNSOUND if form.errors else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


class AgainByPassword(Page, ReauthenticateView):  # type: ignore[misc]
    """Prove oneself once more, before a change of what protects the account."""

    form_class = PasswordOnceMore
    template_name = "accounts/again.html"


class AgainByCode(Page, CodeAgainView):  # type: ignore[misc]
    """The same with a code."""

    form_class = CodeAgain
    template_name = "accounts/again.html"


class AgainByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The same with a passkey."""

    template_name = "accounts/again.html"


again_by_password = policy(SIGNED_IN)(AgainByPassword.as_view())
again_by_code = policy(SIGNED_IN)(AgainByCode.as_view())
again_by_passkey = policy(SIGNED_IN)(AgainByPasskey.as_view())
