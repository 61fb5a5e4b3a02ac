"""What a login name may look like: letters that every keyboard has, easy to say on the phone."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

_GOOD = re.compile(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){2,39}")


def good_username(text: str) -> str:
    """The login name as it is stored; a `ValidationError` says what is wrong with it."""
    name = text.strip().lower()
    if not _GOOD.fullmatch(name):
        raise ValidationError(
            {
                "username": "Tên đăng nhập gồm 3–40 chữ không dấu, chữ số, có thể có dấu chấm hay gạch "
                "nối ở giữa, ví dụ: ha.mai"
            }
        )
    if sum(c.isdigit() for c in name) > 8:
        raise ValidationError(
            {"username": "Không dùng số căn cước hay số điện thoại làm tên đăng nhập."}
        )
    return name
