"""Where allauth asks us: who may sign up (nobody), what counts as a guess, how secrets lie on disk."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dangvien.accounts import devices, lockout, session, words
from dangvien.accounts.models import User
from dangvien.audit.actions import record

_PLACE = "authenticator"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an officer; guesses are counted by name and device."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **words.REFUSALS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user of a right password; a wrong one counts, and too many are not looked at."""
        username = credentials.get("username", "")
        owner = User.objects.filter(username=lockout.normal(username)).first()
        try:
            attempt = lockout.guess(username, devices.of(request, owner))
        except lockout.Locked as error:
            raise self.validation_error("too_many_login_attempts") from error
        user: User | None = super().authenticate(request, **credentials)
        if user is None:
            lockout.failed(attempt, username)
        else:
            lockout.forgive(attempt)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counting by name alone, allauth's way, would let a rival lock one out."""

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """A full sign-in is logged, and makes the device a known one."""
        response: HttpResponse = super().post_login(request, user, **more)
        if session.gave_second_factor(request):
            full_sign_in(request, response, user)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account: said only to whoever knew its password."""
        messages.error(request, words.CLOSED)
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: Any = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """What allauth has to say, in our words; what we have no word for is not said."""
        text = message or words.DONE.get(message_template or "")
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not within minutes of a proof, nor for the very first factor of an account."""
        request = context.request
        return bool(request.user.has_second_factor) and not session.is_fresh(request)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets of second factors; the last one is never taken off."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **words.REFUSALS}

    def get_totp_issuer(self) -> str:
        """Under which name a code app lists this register."""
        return "dangvien"

    def _get_site_name(self) -> str:
        return "dangvien"

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(settings.RING.seal(text, _PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed."""
        return str(settings.RING.open(base64.b64decode(encrypted_text), _PLACE))

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Every role here needs a second factor: one must be left."""
        others = authenticator.user.authenticator_set.exclude(pk=authenticator.pk)
        return bool(others.exclude(type="recovery_codes").exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until its owner says better."""
        return f"Khóa {user.authenticator_set.filter(type=type).count() + 1}"


@transaction.atomic
def full_sign_in(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Both factors were given: the log says so, and the device counts as known."""
    devices.remember(request, response, user)
    record(actor=user, action="login", subject=f"user:{user.pk}")
