"""The one-time code that a demonstration's phone would show."""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from dangvien.files.problem import InputProblem


def current(username: str) -> tuple[str, int]:
    """The code of this half minute, and for how many seconds it is the newest."""
    factor = Authenticator.objects.filter(
        user__username=username.strip().lower(), type=Authenticator.Type.TOTP
    ).first()
    if factor is None:
        raise InputProblem(f"Sổ mẫu không có người dùng {username}.")
    step, past = divmod(int(time.time()), app_settings.TOTP_PERIOD)
    # A used code does not count again: the next one is already good, a clock may be half a minute off.
    step = max(step, min(factor.data.get("last_step", 0) + 1, step + 1))
    code: str = format_hotp_value(hotp_value(decrypt(factor.data["secret"]), step))
    return code, app_settings.TOTP_PERIOD - past
