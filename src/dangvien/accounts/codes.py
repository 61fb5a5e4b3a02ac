"""One-time codes: each works once, a clock half a minute off is forgiven, guesses are counted."""

from __future__ import annotations

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from dangvien.accounts.models import User

DRIFT = 1  # steps of thirty seconds, either way


def now_step() -> int:
    """The step of time that it is."""
    return int(time.time()) // int(app_settings.TOTP_PERIOD)


def step_of(secret: str, code: str) -> int | None:
    """For which step of time a code is right, near now; None when it is wrong."""
    now = now_step()
    for step in range(now - DRIFT, now + DRIFT + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def spend(user: User, code: str) -> Authenticator | None:
    """Use a code of the app or of the paper list up; which factor it was of, None when it was wrong.

    The last used step is kept beside the secret: a code seen over a shoulder is worth nothing, nor one
    from before it. (allauth remembers used codes in the cache, which may forget.)
    """
    factors = Authenticator.objects.select_for_update().filter(user=user)
    for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            if factor.wrap().validate_code(code):
                return factor
            continue
        step = step_of(decrypt(factor.data["secret"]), code)
        if step is not None and step > factor.data.get("last_step", 0):
            factor.data["last_step"] = step
            factor.save(update_fields=["data"])
            return factor
    return None
