"""Forms of signing in. Guesses are counted where they are looked at (`accounts.lockout`)."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from dangvien.accounts import codes, devices, lockout, words
from dangvien.accounts.passwords import MOST, LongAndUncommon

_WAITING = "second-factor"


def password_field(label: str, *, new: bool = False, **more: Any) -> forms.CharField:
    """A password box that the browser's own keeper understands."""
    kind = "new-password" if new else "current-password"
    return forms.CharField(
        label=label, strip=False, max_length=MOST, **more,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
    )  # fmt: skip


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put what an action refused beside its fields; what has no field here stands above them."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, wrong in error.error_dict.items():
        form.add_error(name if name in form.fields else None, wrong)


class LogIn(LoginForm):  # type: ignore[misc]
    """Login name and password."""

    password = password_field("Mật khẩu")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Tên đăng nhập", max_length=60,
            widget=forms.TextInput(
                attrs={"autocomplete": "username webauthn", "autocapitalize": "none",
                       "spellcheck": "false"}
            ),
        )  # fmt: skip
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """The name as it is stored."""
        return lockout.normal(self.cleaned_data["login"])


class _Counted:
    """A one-time code: used up when right, counted when wrong."""

    fields: dict[str, forms.Field]
    user: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label="Mã", max_length=20,
            help_text="6 chữ số đang hiện trên điện thoại, hoặc một mã dự phòng.",
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
            ),
        )  # fmt: skip

    def clean_code(self) -> str:
        """Look at the code, if there are guesses left."""
        code: str = self.cleaned_data["code"]
        device = devices.of(context.request, self.user)
        try:
            attempt = lockout.guess(self.user.username, device, "code")
        except lockout.Locked as error:
            raise ValidationError(words.WAIT) from error
        factor = codes.spend(self.user, code)
        if factor is None:
            lockout.failed(attempt, self.user.username, "code")
            raise ValidationError(words.CODE)
        lockout.forgive(attempt)
        factor.user = self.user
        self.authenticator = factor
        return code


class Code(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgain(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """Proving oneself once more with a code."""


class PasswordOnceMore(PasswordAgain):  # type: ignore[misc]
    """Proving oneself once more with the password."""

    password = password_field("Mật khẩu")


class SetUpCode(forms.Form):
    """Linking a code app: the secret waits, sealed, in the session until one code was right."""

    code = forms.CharField(
        label="Mã 6 chữ số đang hiện trên điện thoại", max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, session: Any, fresh_secret: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user, self._session = user, session
        if _WAITING not in session:
            session[_WAITING] = encrypt(fresh_secret)
        self.secret: str = decrypt(session[_WAITING])

    def clean_code(self) -> str:
        """The code must be the app's; it is thereby used."""
        code: str = self.cleaned_data["code"]
        self.step = codes.step_of(self.secret, code)
        if self.step is None:
            raise ValidationError(
                "Mã chưa khớp. Đồng chí xem giờ trên điện thoại có đúng không, đợi mã mới rồi nhập."
            )
        return code

    @property
    def spaced(self) -> str:
        """The secret as one types it."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))

    def forget(self) -> None:
        """The secret waits no more."""
        self._session.pop(_WAITING, None)


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey: it also signs in without a password, so it asks for a finger, a face or a PIN."""

    passwordless = forms.BooleanField(
        initial=True, widget=forms.CheckboxInput(attrs={"hidden": True})
    )
    name = forms.CharField(
        label="Đặt tên cho khóa này", required=False, max_length=60,
        help_text="Để nhận ra về sau, ví dụ: điện thoại của tôi.",
    )  # fmt: skip


class NewPassword(forms.Form):
    """A password typed twice."""

    password = password_field("Mật khẩu mới", new=True, help_text=LongAndUncommon().get_help_text())
    again = password_field("Gõ lại mật khẩu mới", new=True)

    def clean_again(self) -> str:
        """Both times the same."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Hai lần gõ chưa giống nhau.")
        return again


class ChangePassword(NewPassword):
    """The old password, then the new one twice."""

    old = password_field("Mật khẩu đang dùng")
    field_order = ("old", "password", "again")

    def __init__(self, *args: Any, user: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    def clean_old(self) -> str:
        """A guess like any other: it counts."""
        old: str = self.cleaned_data["old"]
        if not get_adapter().reauthenticate(self.user, old):
            raise ValidationError(words.REFUSALS["enter_current_password"])
        return old


class KeepKey(forms.Form):
    """The end of the printed key, typed back."""

    typed = forms.CharField(
        label="Hai nhóm cuối của khóa, chép từ bản giấy", max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
