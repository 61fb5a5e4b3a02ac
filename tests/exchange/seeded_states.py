"""Fills the register of a browser test with imports in every state; prints what is where as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from io import BytesIO

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP  # noqa: E402

import register  # noqa: E402
from browser import CODE_SECRET  # noqa: E402
from dangvien.accounts.models import User  # noqa: E402
from dangvien.exchange import actions, exports, organisations, tasks  # noqa: E402
from dangvien.exchange.models import Batch  # noqa: E402
from dangvien.orgs.models import Organisation  # noqa: E402
from exchange.by_hand import HUNG, KHACH, LAN, NOBODY, Row, csv  # noqa: E402
from members.people import khach, someone, taken_in  # noqa: E402

AS_OF = date(2025, 12, 9)
ENDED = ("stopped", "refused", "held", "dropped")  # the worker would go on with any other
HEADINGS = ("Mã TCĐ", "Tên tổ chức đảng", "Hình thức")


def sent(cast: register.Register, name: str, *rows: Row, write: bool = False) -> str:
    """A list previewed, and written if asked."""
    batch = actions.receive(
        actor=cast.mai, org=cast.commune, units=[cast.na_loc], name=name,
        content=BytesIO(csv(*rows)), source="Phần mềm 3.0", as_of=AS_OF,
    )  # fmt: skip
    tasks.preview.call(str(batch.uid))
    if write:
        batch.refresh_from_db()
        actions.commit(actor=cast.mai, batch=batch)
        tasks.apply.call(str(batch.uid))
    return str(batch.uid)


def fill() -> dict[str, str]:
    """Do it, and say what there is."""
    cast = register.build()
    for one in vars(cast).values():
        if isinstance(one, User):
            TOTP.activate(one, CODE_SECRET)
    khach(cast)
    told = {"written": sent(cast, "viet.csv", LAN, HUNG, write=True)}
    other_day, elsewhere = (
        (LAN[0], "21/05/1980", *LAN[2:4], "38019999", *LAN[5:]),
        (*KHACH[:-1], LAN[-1]),
    )
    told["disputed"] = sent(cast, "mau-thuan.csv", other_day, elsewhere, write=True)
    mended = (*LAN[:6], "0990000077", *LAN[7:])
    unnumbered = ("Vi Văn Mới", *HUNG[1:3], "", "", "", *HUNG[6:])
    told["seen"] = sent(cast, "xem.csv", mended, NOBODY, unnumbered)
    many = [(f"Vi Văn {chr(65 + n // 26)}{chr(65 + n % 26)}", *LAN[1:3], f"0990800{n:05}",
             f"38{n:06}", f"{n:06}TH", f"0990{n:06}", *LAN[7:]) for n in range(100, 160)]  # fmt: skip
    told["long"] = sent(cast, "dai.csv", *many)
    told["undone"] = str(actions.undo(
        actor=cast.mai, batch=Batch.objects.get(uid=told["written"])
    ).uid)  # fmt: skip
    tasks.preview.call(told["undone"])
    for state in ENDED:
        told[state] = str(Batch.objects.create(
            org=cast.commune, file_name=f"{state}.csv", file_hash="0" * 64, file_size=1,
            source="Phần mềm 3.0", as_of=AS_OF, uploaded_by=cast.mai, done=412, total=640,
            state=state, refusal="Tệp “x.csv”: tệp rỗng, không có dữ liệu.",
            counts={"read": 9, "new": 5, "changed": 4, "applied": 3},
        ).uid)  # fmt: skip
    content = csv(("38.150.020.000.000", "Chi bộ mới", "Chi bộ cơ sở"), headings=HEADINGS)
    told["organisations"] = str(organisations.preview(
        actor=cast.mai, org=cast.commune, name="to-chuc.csv", content=content, as_of=AS_OF
    ).uid)  # fmt: skip
    told["waiting"], told["allowed"] = long_lists(cast)
    told["founded"], told["back"] = undone_organisations(cast)
    return told


def long_lists(cast: register.Register) -> tuple[str, str]:
    """A long list that waits for mai, and one of hers that somebody has allowed."""
    why = "Đối chiếu với sổ chi bộ trước họp tháng 12"
    one = exports.ask(actor=cast.hung, org=cast.na_loc, purpose=why, rows=2, reveal=True)
    other = exports.ask(actor=cast.mai, org=cast.commune, purpose=why, rows=2)
    exports.allow(actor=cast.tinh, request=other)
    return str(one.uid), str(other.uid)


def undone_organisations(cast: register.Register) -> tuple[str, str]:
    """A list of organisations written, and its undo previewed: one goes, one is kept, one goes back."""
    rows = [(f"38.150.{n:03}.000.000", f"Chi bộ thôn {n}", "Chi bộ cơ sở") for n in (31, 32)]
    rows.append(("38.150.001.000.000", "Chi bộ Nà Lốc", "Chi bộ cơ sở"))
    cast.na_loc.placements.update(code="38.150.001.000.000")
    Organisation.objects.filter(pk=cast.na_loc.pk).update(code="38.150.001.000.000")
    batch = organisations.preview(
        actor=cast.mai, org=cast.commune, name="cay.csv", content=csv(*rows, headings=HEADINGS),
        as_of=AS_OF,
    )  # fmt: skip
    batch = organisations.commit(actor=cast.mai, batch=batch)
    kept = Organisation.objects.get(name="Chi bộ thôn 31")
    taken_in(cast.mai, kept, [someone(1)])
    inverse = actions.undo(actor=cast.mai, batch=batch)
    organisations.previewing.read(Batch.objects.select_related("org", "undoes").get(pk=inverse.pk))
    return str(batch.uid), str(inverse.uid)


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
