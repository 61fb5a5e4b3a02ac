"""Fills a register for the story of a campaign: Nà Lốc with three people to ask, the office with none.

Run as a script inside a served register's surroundings (`browser.served`); prints what the story needs.
"""

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
from dangvien.campaigns.actions import assign, begin, open_campaign  # noqa: E402
from dangvien.campaigns.models import SignOff  # noqa: E402
from dangvien.members.models import Person  # noqa: E402
from dangvien.quality.actions import settle  # noqa: E402
from members.people import taken_in  # noqa: E402
from worklists.seeded_cell import OLD_CARD, born  # noqa: E402

STARTS = date(2025, 12, 10)
ASKED = [
    born(1, 1958, full_name="Lò Văn Muôn", citizen_id="99058004217"),
    born(2, 1967, full_name="Hà Văn Pán", phone=""),
    born(3, 1954, True, full_name="Vi Thị Hồng", citizen_id=OLD_CARD),
    born(4, 1981, full_name="Vi Văn Sạch"),
]
# What stands on paper at home.
MENDED = {
    "Lò Văn Muôn": {"citizen_id": "099058004217"}, "Hà Văn Pán": {"phone": "0990000002"},
    "Vi Thị Hồng": {"citizen_id": "099154000003"},
}  # fmt: skip
SOUND = [born(5, 1979, full_name="Lương Văn Xong")]


def fill() -> dict[str, Any]:
    """Do it, and say what there is."""
    cast = register.build()
    for one in vars(cast).values():
        if isinstance(one, User):
            TOTP.activate(one, CODE_SECRET)
    taken_in(cast.mai, cast.na_loc, ASKED)
    taken_in(cast.mai, cast.party_office, SOUND)
    settle()
    campaign = begin(
        actor=cast.mai,
        campaign=open_campaign(actor=cast.mai, org=cast.commune, plan="tam-lu", starts=STARTS),
    )
    for org, who in (
        (cast.na_loc, cast.hung),
        (cast.party_office, cast.mai),
        (cast.commune, cast.mai),
    ):
        assign(actor=cast.mai, campaign=campaign, org=org, user=who)
        SignOff.objects.create(phase=campaign.phases.get(number=1), org=org, signed_by=who)
    return {
        "campaign": str(campaign.uid), "na_loc": cast.na_loc.pk, "party_office": cast.party_office.pk,
        "commune": cast.commune.pk,
        "paper": {
            told["full_name"]: told | MENDED.get(told["full_name"], {}) for told in (*ASKED, *SOUND)
        },
        "people": {one.full_name: str(one.uid) for one in Person.objects.all()},
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
