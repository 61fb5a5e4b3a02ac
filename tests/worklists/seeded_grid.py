"""Fills the register of the grid's browser story: people whose faults the rule book itself finds."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

import register  # noqa: E402
from browser import CODE_SECRET  # noqa: E402
from dangvien.accounts.models import User  # noqa: E402
from dangvien.orgs.models import Officer  # noqa: E402
from dangvien.quality.actions import settle  # noqa: E402
from dangvien.quality.models import Finding  # noqa: E402
from members.people import someone, taken_in  # noqa: E402

OLD = "Bản Hậu, xã Tam Lư, huyện Quan Sơn, tỉnh Thanh Hóa"
NAMES = ("Hà Thị Nguyệt", "Lò Văn Ín", "Vi Thị Lựu", "Phạm Bá Luyến", "Ngân Thị Bích", "Lò Văn Muôn",
         "Vi Thị Hồng", "Hà Công Thức", "Lữ Thị Xoan", "Thao Văn Dếnh")  # fmt: skip


def fill() -> dict[str, Any]:
    """Eight old addresses, three ids without their first zero, two phones; settled."""
    cast = register.build()
    for one in vars(cast).values():
        if isinstance(one, User):
            TOTP.activate(one, CODE_SECRET)
    Officer.objects.create(
        org=cast.na_loc, name="Vi Văn Thiệp", position="secretary", since=date(2025, 7, 1)
    )
    told = []
    for number, name in enumerate(NAMES, 1):
        more: dict[str, str] = {"full_name": name, "org_name": cast.na_loc.name}
        if number <= 8:
            more["permanent_address"] = OLD
        if number > 7:
            more["citizen_id"] = f"9908000{number:04}"
        if number < 3:
            more["phone"] = f"9900001{number:02}"
        told.append(someone(number, **more))
    taken_in(cast.mai, cast.na_loc, told)
    settle()
    Finding.objects.filter(rule="V05").update(holder="officer", due=date(2025, 12, 16))
    return {"na_loc": cast.na_loc.pk, "commune": cast.commune.pk}


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
