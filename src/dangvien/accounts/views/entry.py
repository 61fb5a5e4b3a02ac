"""Signing in and out."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dangvien.accounts.forms import Code, LogIn
from dangvien.accounts.policy import OPEN, policy
from dangvien.accounts.views.page import Page


class LogInPage(Page, LoginView):  # type: ignore[misc]
    """Login name and password, or a passkey."""

    form_class = LogIn
    template_name = "accounts/log_in.html"
    door = True


class CodePage(Page, AuthenticateView):  # type: ignore[misc]
    """The second factor: a code of the app, a passkey, or a code of the paper list."""

    form_class = Code
    template_name = "accounts/code.html"
    door = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Whether a passkey can be offered."""
        factors = self.stage.login.user.authenticator_set.values_list("type", flat=True)
        return super().get_context_data(**kwargs) | {"kinds": set(factors)}


log_in = policy(OPEN)(LogInPage.as_view())
code = policy(OPEN)(CodePage.as_view())
passkey = policy(OPEN)(LoginWebAuthnView.as_view())


@policy(OPEN)
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session, also a half-begun one, and empty what the browser keeps of our pages."""
    logout(request)
    response = HttpResponseRedirect(reverse("account_login"))
    # Not "cookies": the mark of a known device keeps its owner from being locked out.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
