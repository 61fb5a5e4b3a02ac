"""A user is one person's way in; what they may see stands in `orgs.Grant`."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from dangvien.accounts.compiled import Compiled, compiled


def _one_form(password: str | None) -> str | None:
    return password if password is None else unicodedata.normalize("NFC", password)


class Users(BaseUserManager["User"]):
    """Users by login name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of a login name."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone who signs in. No default account exists; the first comes from the set-up link."""

    username = models.CharField("Tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("Họ và tên", max_length=120)
    position = models.CharField("Chức vụ, bộ phận", max_length=160, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="opened")

    epoch = models.PositiveIntegerField(default=0)  # sessions of an earlier one are over

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = Users()

    def __str__(self) -> str:
        return f"{self.full_name} ({self.username})"

    def set_password(self, raw_password: str | None) -> None:
        """Keep the hash of a password; the same letters typed on any keyboard are one password."""
        super().set_password(_one_form(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password, however its letters were composed."""
        return super().check_password(_one_form(raw_password))

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # Django asks this on every request; a new epoch therefore ends every session at once.
        return salted_hmac(
            "dangvien.accounts.session", f"{self.epoch}/{self.password}",
            secret=secret, algorithm="sha256",
        ).hexdigest()  # fmt: skip

    @property
    def has_second_factor(self) -> bool:
        """Whether a passkey or a one-time code app is registered."""
        return bool(_factors(self.pk).rows())


@lru_cache(maxsize=4096)
def _factors(user: int) -> Compiled:
    held: Any = User._meta.get_field("authenticator").related_model
    rows = held.objects.filter(user=user).exclude(type="recovery_codes")
    return compiled(rows.values_list("pk")[:1])


class Ticket(models.Model):
    """A single-use link: open the register, take up an account, or get back into one."""

    SETUP, INVITE, RESET = "setup", "invite", "reset"

    kind = models.CharField(max_length=10)
    digest = models.BinaryField(max_length=32, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="tickets")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """A wrong password, counted apart for a known device and for everybody else.

    `username` is a keyed index of what was typed: people type their password there by mistake.
    """

    username = models.CharField(max_length=60)
    device = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["username", "device", "at"], name="attempt_counted")]


class Installation(models.Model):
    """The one row that says this register was opened, with which key, and that the key is in a safe."""

    fingerprint = models.CharField(max_length=8)
    opened_at = models.DateTimeField(auto_now_add=True)
    key_kept_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_installation"),
        ]
