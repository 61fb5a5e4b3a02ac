"""Fills a register with proposals, exceptions and what has to be typed again; prints uids as JSON."""

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
from dangvien.members.actions import correct  # noqa: E402
from dangvien.members.models import Person  # noqa: E402
from dangvien.quality.actions import (  # noqa: E402
    approve,
    deny,
    grant,
    propose,
    refuse,
    settle,
    tick,
    waive,
)
from dangvien.quality.models import Finding, Proposal, ReEntry  # noqa: E402
from members.people import someone, taken_in  # noqa: E402

NAMES = (
    "Lò Văn Muôn", "Vi Thị Hồng", "Hà Công Thức", "Lữ Thị Xoan", "Thao Văn Dếnh", "Ngân Thị Bích",
    "Lương Văn Khuyên", "Phạm Bá Luyến", "Vi Thị Lựu", "Lò Văn Ín",
)  # fmt: skip


def person(cast: register.Register, number: int, **more: Any) -> Person:
    """One member of Nà Lốc."""
    sex = {"sex": "nữ"} if " Thị " in NAMES[number] else {"sex": "nam"}
    values = someone(number + 20, full_name=NAMES[number], **sex, **more)
    return taken_in(cast.mai, cast.na_loc, [values])[0]


def asked(cast: register.Register, one: Person, who: str = "hung", **more: Any) -> Proposal:
    """A proposal of somebody, of the citizen id unless said otherwise."""
    one.refresh_from_db()
    told = {"values": {"citizen_id": "099058004217"}, "evidence": "card"} | more
    return propose(actor=getattr(cast, who), person=one, version=one.version, **told)


def corrected(cast: register.Register) -> dict[str, Any]:
    """Proposals in every state."""
    short = {"birth_date": "1958-05-12", "citizen_id": "99058004217"}
    people = [
        person(
            cast,
            n,
            **(short if n == 0 else {"birth_date": "1980-05-12"}),
            **({"card_number": ""} if n > 5 else {}),
        )
        for n in range(10)
    ]
    settle()
    waiting = asked(cast, people[0], source="phiếu TL-07-0003")
    two = asked(
        cast, people[1], evidence="told", values={"birth_date": "13/05/1980", "phone": "0990000714"}
    )
    own = asked(cast, people[2], "mai", values={"full_name": "Hà Công Thưc"}, evidence="file",
                source="lý lịch gốc 1988, tủ 3")  # fmt: skip
    stale = asked(cast, people[3], values={"birth_date": "14/05/1980", "full_name": "Lữ Thị Xoàn"})
    people[3].refresh_from_db()
    correct(actor=cast.mai, person=people[3], values={"birth_date": "15/05/1980"}, version=1,
            source="lý lịch gốc", approved_by=cast.tinh)  # fmt: skip
    done = asked(cast, people[4], values={"citizen_id": "099080004218"}, evidence="card")
    approve(actor=cast.mai, proposal=done)
    back = asked(cast, people[5], values={"full_name": "Ngân Thị Bich"}, evidence="told")
    refuse(
        actor=cast.mai, proposal=back, answer="Thẻ căn cước ghi là Bích, có dấu sắc. Xem lại thẻ."
    )
    for one, text in ((people[6], "Trường Tiểu học Tam Lư"), (people[7], "Trạm Y tế xã Tam Lư")):
        propose(actor=cast.hung, person=one, version=1, values={"workplace": text}, evidence="")
    settle()
    tick(actor=cast.hung, rows=ReEntry.objects.filter(person=people[7]))
    return {"waiting": waiting.uid, "two": two.uid, "own": own.uid, "stale": stale.uid,
            "done": done.uid, "back": back.uid, "muon": people[0].uid, "luu": people[8].uid}  # fmt: skip


def excepted(cast: register.Register) -> dict[str, Any]:
    """Exceptions in every state, and a finding to ask about."""
    rows = list(Finding.objects.alive().filter(rule="V15", field="card_number").order_by("pk"))
    until = date(2025, 12, 29)
    made = [
        waive(actor=cast.hung, finding=row, until=until,
              reason="Thẻ đảng viên mất năm 2019, đã làm đơn xin cấp lại, đang chờ Tỉnh ủy.")
        for row in rows[:3]
    ]  # fmt: skip
    grant(actor=cast.mai, waiver=made[1])
    deny(actor=cast.mai, waiver=made[2], answer="Thẻ đã cấp lại tháng 11, chi bộ đang giữ.")
    return {"finding": rows[3].uid}


def main() -> None:
    """Fill, and say what is where."""
    cast = register.build()
    for one in (cast.hung, cast.mai, cast.binh, cast.tinh, cast.leader, cast.admin, cast.khach):
        TOTP.activate(one, CODE_SECRET)
    facts = corrected(cast) | excepted(cast)
    sys.stdout.write(json.dumps({name: str(uid) for name, uid in facts.items()}) + "\n")


if __name__ == "__main__":
    main()
