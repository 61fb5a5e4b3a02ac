"""Second factors: a code app, passkeys, and codes on paper for the day both are lost."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from dangvien.accounts import actions, session
from dangvien.accounts.adapter import full_sign_in
from dangvien.accounts.forms import AddPasskey, SetUpCode
from dangvien.accounts.policy import HALF, SIGNED_IN, policy
from dangvien.accounts.views.page import Page, frame


@policy(HALF)
def choose(request: HttpRequest) -> HttpResponse:
    """Which second factor to set up first."""
    return render(request, "accounts/second_factor.html", frame(request))


class _Adding(Page):
    """Adding a factor proves it; whoever had none is thereby signed in."""

    kind = ""
    did_generate_recovery_codes: bool

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data: dict[str, Any] = super().get_context_data(**kwargs)
        return data | frame(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        first = not session.gave_second_factor(self.request)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        actions.factor_changed(actor=session.me(self.request), change="add", kind=self.kind)
        if first:
            session.second_factor_was_given(self.request, self.kind)
            full_sign_in(self.request, response, session.me(self.request))
        return response


class AddCodeApp(_Adding, ActivateTOTPView):  # type: ignore[misc]
    """Link a code app: a picture to scan, the secret to type, one code to prove it."""

    form_class = SetUpCode
    template_name = "accounts/code_app.html"
    kind = "totp"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The waiting secret stays the same until it is used, however often the page is opened."""
        more = {"session": self.request.session, "fresh_secret": generate_totp_secret()}
        asked: dict[str, Any] = super().get_form_kwargs()
        return asked | more

    def form_valid(self, form: SetUpCode) -> HttpResponse:
        """The code that proved the app cannot be used again to sign in."""
        response = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=self.kind)
        factor.data["last_step"] = form.step
        factor.save(update_fields=["data"])
        form.forget()
        return response


class AddPasskeyPage(_Adding, AddWebAuthnView):  # type: ignore[misc]
    """Register a passkey."""

    form_class = AddPasskey
    template_name = "accounts/passkey.html"
    kind = "webauthn"


class _Removing(Page):
    kind = ""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        actions.factor_changed(actor=session.me(self.request), change="remove", kind=self.kind)
        return response


class RemoveCodeApp(_Removing, DeactivateTOTPView):  # type: ignore[misc]
    """Take the code app off; refused while it is the only factor."""

    template_name = "accounts/code_app_off.html"
    kind = "totp"


class RemovePasskey(_Removing, RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey off; refused while it is the only factor."""

    template_name = "accounts/passkey_off.html"
    success_url = reverse_lazy("mfa_index")
    kind = "webauthn"

    def form_valid(self, form: Any) -> HttpResponse:
        """allauth asks whether a factor may go for code apps only."""
        if get_adapter().can_delete_authenticator(self.object):
            return super().form_valid(form)
        form.add_error(None, get_adapter().validation_error("cannot_delete_authenticator"))
        return self.form_invalid(form)


class NewPaperCodes(Page, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make a new list of codes; the old one is over."""

    template_name = "accounts/paper_codes_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Say so in the log."""
        response: HttpResponse = super().form_valid(form)
        actions.factor_changed(
            actor=session.me(self.request), change="renew", kind="recovery_codes"
        )
        messages.success(self.request, "Đã tạo bộ mã dự phòng mới; bộ cũ không còn dùng được.")
        return response


add_code_app = policy(HALF)(AddCodeApp.as_view())
add_passkey = policy(HALF)(AddPasskeyPage.as_view())
paper_codes = policy(HALF)(ViewRecoveryCodesView.as_view(template_name="accounts/paper_codes.html"))
remove_code_app = policy(SIGNED_IN)(RemoveCodeApp.as_view())
remove_passkey = policy(SIGNED_IN)(RemovePasskey.as_view())
new_paper_codes = policy(SIGNED_IN)(NewPaperCodes.as_view())
