"""Fills the register of a browser test with the campaign of the pictures."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

import seeded  # noqa: E402
from campaigns import tam_lu  # noqa: E402
from dangvien import clock  # noqa: E402
from dangvien.accounts.models import User  # noqa: E402
from dangvien.campaigns.actions import draw, judge, publish  # noqa: E402
from dangvien.campaigns.models import Campaign  # noqa: E402
from dangvien.orgs.models import Organisation  # noqa: E402
from dangvien.quality.models import Run  # noqa: E402
from dangvien.quality.queries import book_hash  # noqa: E402
from register import Register  # noqa: E402


def fill() -> dict[str, object]:
    """The seed of every browser test, and the campaign."""
    told = seeded.fill()
    codes = {"38": "province", "38.150": "commune", "38.150.001": "na_loc", "38.151": "other_commune",
             "38.150.002": "party_office", "38.151.001": "clinic"}  # fmt: skip
    orgs = {codes[org.code]: org for org in Organisation.objects.filter(code__in=codes)}
    users = {"hung": "hung", "mai": "mai", "binh": "binh", "tinh": "tinh", "leader": "lanhdao",
             "admin": "quantri", "khach": "khach"}  # fmt: skip
    cast = Register(**orgs, **{k: User.objects.get(username=v) for k, v in users.items()})
    Campaign.objects.update(state=Campaign.ENDED)  # of the other seed: two never run in one place
    made = tam_lu.build(cast)
    # The tick must not ask the rule book about people who have no more than a name.
    Run.objects.create(kind=Run.FULL, org=cast.province, book=book_hash(cast.province),
                       as_of=clock.today(), ended_at=timezone.now())  # fmt: skip
    frozen = publish(actor=cast.mai, campaign=made.campaign, org=cast.commune, why="báo cáo ngày")
    phase = made.campaign.phases.get(subject="member")
    sample = draw(actor=cast.tinh, phase=phase, org=cast.commune)
    judged = draw(actor=cast.tinh, phase=phase, org=made.cells["bản Pha Đén"])
    for item in judged.items.all():
        judge(actor=cast.tinh, item=item, errors=["birth_date"] if item.number == 3 else [])
    return told | {
        "campaign": str(made.campaign.uid), "frozen": str(frozen.uid), "sample": str(sample.uid),
        "judged": str(judged.uid),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
