"""Fills the register of a browser test: the cast, a committed list, a second one waiting to be seen.

Run as a script inside a served register's surroundings (`browser.served`); prints what tests need to
know as JSON: pks and uids by name.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from io import BytesIO
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402
from django.utils import timezone  # noqa: E402

import register  # noqa: E402
from browser import CODE_SECRET  # noqa: E402
from cast import HUNG, LAN, MAI, rows  # noqa: E402
from dangvien.accounts import tickets  # noqa: E402
from dangvien.accounts.models import Ticket, User  # noqa: E402
from dangvien.campaigns import actions as campaigns  # noqa: E402
from dangvien.campaigns.actions.reporting import make_report  # noqa: E402
from dangvien.campaigns.models import Campaign, Sample, SampleItem  # noqa: E402
from dangvien.exchange import applying, previewing  # noqa: E402
from dangvien.exchange.actions import commit, receive  # noqa: E402
from dangvien.exchange.models import Batch  # noqa: E402
from dangvien.members.models import Person  # noqa: E402
from dangvien.quality.actions import questions  # noqa: E402

AGAIN = [
    LAN | {"phone": "0990000011", "religion": "Không"},
    HUNG | {"birth_date": "03/02/1959"},
    LAN | {"full_name": "Ngân Thị Bích", "citizen_id": "099185000009", "card_number": "38010009",
           "file_number": "000009TH", "phone": "0990000009"},
    {"full_name": "", "phone": "0990000008", "org_name": LAN["org_name"]},
]  # fmt: skip


def listed(cast: register.Register, name: str, *people: dict[str, Any]) -> Batch:
    """A list that the commune's officer uploaded, previewed."""
    content = rows(*people, file=name).drop("row_id", "source", "section", "section_parent")
    batch = receive(
        actor=cast.mai, org=cast.commune, units=[cast.na_loc], name=name, source="Sổ chi bộ",
        content=BytesIO(content.write_csv().encode()), as_of=date(2025, 12, 1),
    )  # fmt: skip
    previewing.preview(str(batch.uid))
    batch.refresh_from_db()
    return batch


def campaigned(cast: register.Register) -> Campaign:
    """The campaign of the commune, day 6 of 20: one cell has signed its first step, one is late."""
    made = campaigns.open_campaign(
        actor=cast.mai, org=cast.commune, plan="tam-lu", starts=date(2025, 12, 10)
    )
    begun = campaigns.begin(actor=cast.mai, campaign=made)
    campaigns.assign(
        actor=cast.mai, campaign=begun, org=cast.na_loc, user=cast.hung, phone="0990000417"
    )
    campaigns.sign(
        actor=cast.mai, phase=begun.phases.get(number=1), org=cast.party_office,
        paper="biên bản ngày 12/12/2025",
    )  # fmt: skip
    campaigns.tick()
    return begun


def asked(cast: register.Register, campaign: Campaign) -> dict[str, str]:
    """Questions that lie with the commune, one that was answered, a report."""
    done = questions.ask(
        actor=cast.hung, findings=[], kind="technical", said="Không in được phiếu."
    )
    questions.answer(actor=cast.mai, question=done, said="Chọn khổ A4 trong hộp in.")
    lies = questions.ask(actor=cast.hung, findings=[], kind="doubt", said="Lấy ngày nào làm chuẩn?")
    make_report(
        actor=cast.mai, campaign=campaign, org=cast.commune, kind="progress",
        said={"difficulties": "Mạng ở bản yếu.", "role": "Phó Bí thư"},
    )  # fmt: skip
    return {"question": str(lies.uid), "answered": str(done.uid)}


def fallen(cast: register.Register, campaign: Campaign) -> dict[str, str]:
    """A sample of the commune that found one record wrong; a campaign that has not begun."""
    sample = Sample.objects.create(
        phase=campaign.phases.get(number=2), org=cast.commune, seed="b" * 32, lot=3, size=1, most=0,
        limit=0.03, risk=0.1, drawn_by=cast.mai, state="failed", ended_at=timezone.now(),
        result={"wrong": 1, "looked": 1, "low": 0.2, "high": 1.0, "fields": {"birth_date": 1}},
    )  # fmt: skip
    person = Person.objects.get(full_name=LAN["full_name"])
    SampleItem.objects.create(
        sample=sample, number=1, person=person, version=person.version, errors=["birth_date"],
        note="Giấy khai sinh ghi ngày khác.", by=cast.tinh, at=timezone.now(),
    )  # fmt: skip
    planned = campaigns.open_campaign(
        actor=cast.mai,
        org=cast.commune,
        plan="tam-lu",
        starts=date(2026, 3, 2),
        name="Rà lại quý I",
    )
    return {"fell": str(sample.uid), "planned": str(planned.uid)}


def fill() -> dict[str, Any]:
    """Do it, and say what there is."""
    cast = register.build()
    for one in vars(cast).values():
        if isinstance(one, User):
            TOTP.activate(one, CODE_SECRET)
    done = listed(cast, "so-chi-bo.csv", LAN, HUNG, MAI | {"org_name": LAN["org_name"]})
    commit(actor=cast.mai, batch=done)
    applying.apply(str(done.uid))
    ready = listed(cast, "lan-hai.csv", *AGAIN)
    campaign = campaigned(cast)
    newcomer = register.user("moi", "Ngân Thị Mới", "cell_committee", cast.na_loc)
    return {
        "commune": cast.commune.pk, "na_loc": cast.na_loc.pk, "hung": cast.hung.pk,
        "lan": str(Person.objects.get(full_name=LAN["full_name"]).uid),
        "done": str(done.uid), "ready": str(ready.uid), "campaign": str(campaign.uid),
        "party_office": cast.party_office.pk, **asked(cast, campaign),
        **fallen(cast, campaign),
        "invite": tickets.issue(Ticket.INVITE, user=newcomer, by=cast.mai),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
