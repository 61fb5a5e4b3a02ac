"""Passwords: Argon2id at 19 MiB, two passes, one lane; long and uncommon rather than complicated."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from dangvien.core.text import fold

LEAST, MOST = 8, 256
_SIGNS = 3  # of the signs, no more count than this: "!@#$" is nobody's secret
_REMAINS = 4  # letters that must be left when what anybody would try first is taken away

# Without marks, the way people type a password.
_CONTEXT = (
    "dangvien", "dangbo", "danguy", "chibo", "chiuy", "bithu", "dangcongsan", "tochuc", "quantri",
    "matkhau", "password", "passwd", "admin", "vietnam", "anhyeuem", "emyeuanh", "iloveyou",
    "qwerty", "asdfgh", "hochiminh",
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_RUN = re.compile(r"(.)\1{2,}")
_COUNTING = "01234567890123456789 9876543210 abcdefghijklmnopqrstuvwxyz"


class Argon2id(Argon2PasswordHasher):
    """OWASP's least setting: 0.036 s a log-in here, where Django's default costs 0.23 s and 100 MiB."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class LongAndUncommon:
    """At least eight characters beside a second factor, and not what others guess first."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Refuse a short or common password, saying which."""
        password = unicodedata.normalize("NFC", password)
        if len(password) < LEAST:
            raise ValidationError(f"Mật khẩu cần ít nhất {LEAST} ký tự.", code="short")
        if len(password) > MOST:
            raise ValidationError(f"Mật khẩu dài nhất {MOST} ký tự.", code="long")
        folded = fold(password)
        if {password.lower(), folded, folded.replace(" ", "")} & _common():
            raise ValidationError(
                "Mật khẩu này nằm trong danh sách kẻ gian thử đầu tiên; đồng chí chọn mật khẩu khác.",
                code="common",
            )
        if len(_rest(folded, user)) < _REMAINS:
            raise ValidationError(
                "Mật khẩu chỉ gồm tên, năm, dãy số hoặc từ quen thuộc nên dễ đoán; "
                "đồng chí ghép thêm vài từ không liên quan.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        """What a good password is."""
        return (
            f"Ít nhất {LEAST} ký tự; một câu vài từ không liên quan là tốt nhất. Không dùng tên, năm, "
            "“chi bộ”. Không bắt buộc chữ hoa hay ký hiệu."
        )


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _rest(folded: str, user: object | None) -> str:
    """What is left of a password without names, years, runs and the words of this house."""
    said = f"{getattr(user, 'username', '')} {getattr(user, 'full_name', '')}"
    words = [*_CONTEXT, *re.split(r"[^a-z0-9]+", fold(said)), re.sub(r"[^a-z0-9]", "", fold(said))]
    left = re.sub(r"[^a-z0-9]", "", folded)
    for word in sorted({word for word in words if len(word) > 1}, key=len, reverse=True):
        left = left.replace(word, " ")
    left = _YEAR.sub(" ", left)
    pieces = [_RUN.sub(r"\1", piece) for piece in left.split()]
    letters = "".join(piece for piece in pieces if len(piece) < 3 or piece not in _COUNTING)
    signs = "".join(sorted(set(re.sub(r"[a-z0-9 ]", "", folded))))
    return letters + signs[:_SIGNS]
