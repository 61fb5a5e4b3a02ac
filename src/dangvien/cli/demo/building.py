"""The demonstration's register, set up the way people do it: links, previews, commits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.cli.demo import calendar, people
from dangvien.cli.demo.campaigning import campaign
from dangvien.cli.demo.cast import SECOND, Cast, come
from dangvien.cli.demo.people import Somebody
from dangvien.config import opening, worker
from dangvien.exchange import organisations, states
from dangvien.exchange.actions import commit, receive
from dangvien.exchange.models import Batch
from dangvien.files.problem import InputProblem
from dangvien.files.read import read_organisations
from dangvien.look.numbers import thousands
from dangvien.orgs.actions import report_paper
from dangvien.orgs.models import Organisation
from dangvien.synth.commune.earlier import FOLDER

_PROVINCE = ("Đảng bộ tỉnh Thanh Hóa", "38.000.000.000.000", "tinh")
_HON_PHAY, _KINDERGARTEN = "Chi bộ bản Hón Pháy", "Chi bộ Trường Mầm non"
_NA_LOC = "Chi bộ bản Nà Lốc"
_SOURCE = "Danh sách xã Tam Lư gửi"


def build(files: Path, say: Callable[[str], None]) -> list[Somebody]:
    """Open the register, bring in the organisations and the three lists, run the campaign's first days.

    Who can sign in comes back: the secretary, the officer, the leader, the province, the administrator.
    """
    calendar.set_to(calendar.EVE)
    opening.prepare()
    admin, first = people.first(*_PROVINCE)
    root = Organisation.objects.get(parent=None)
    province, second = people.come_in(people.PROVINCE, root, admin)
    say(f"Đã mở sổ của {root.name}")
    _organisations(files / "to-chuc.xlsx", province, root, say)
    commune = Organisation.objects.get(name="Đảng bộ xã Tam Lư")
    officer, third = people.come_in(people.OFFICER, commune, province)
    other, _ = people.come_in(SECOND, commune, province)
    _, leader = people.come_in(people.LEADER, commune, officer)
    na_loc = commune.children.get(name=_NA_LOC)
    thiep, secretary = people.come_in(people.SECRETARY, na_loc, officer)
    cast = Cast(province, officer, other, commune, {_NA_LOC: thiep})
    come(cast)
    cells = cast.cells
    apart = [cells.pop(_HON_PHAY)], [cells.pop(_KINDERGARTEN)]
    lists = files / FOLDER
    _list(lists / "danh-sach-dang-vien.xlsx", officer, commune, cells.values(), say)
    _list(lists / "ds-ban-hon-phay.xlsx", officer, commune, apart[0], say)
    _list(lists / "ds-truong-mam-non.csv", officer, commune, apart[1], say)
    _paper(files / "so-giay.xlsx", officer, commune)
    campaign(cast, files, say)
    calendar.set_to(calendar.TODAY)
    return [secretary, third, leader, second, first]


def _organisations(path: Path, actor: User, root: Organisation, say: Callable[[str], None]) -> None:
    with path.open("rb") as content:
        batch = organisations.preview(
            actor=actor, org=root, name=path.name, content=content, as_of=_today()
        )
    batch = organisations.commit(actor=actor, batch=_ready(batch))
    say(f"{path.name}: {_counted(batch)}")


def _list(
    path: Path, actor: User, org: Organisation, units: Iterable[Organisation],
    say: Callable[[str], None],
) -> None:  # fmt: skip
    with path.open("rb") as content:
        batch = receive(
            actor=actor, org=org, units=units, name=path.name, content=content, source=_SOURCE,
            as_of=_today(),
        )  # fmt: skip
    worker.work(batch=True)
    batch.refresh_from_db()
    commit(actor=actor, batch=_ready(batch))
    worker.work(batch=True)
    batch.refresh_from_db()
    if batch.state != states.COMMITTED:
        raise InputProblem(f"chưa ghi được vào sổ mẫu ({batch.state}).", file=path.name)
    say(f"{path.name}: {_counted(batch)}")


def _paper(path: Path, actor: User, commune: Organisation) -> None:
    """The counts of the paper books, as the cells reported them."""
    by_code = {org.code: org for org in Organisation.objects.under(commune)}
    for told in read_organisations(path).iter_rows(named=True):
        org = by_code.get(told["org_code"] or "")
        count = str(told["paper_count"] or "")
        if org is not None and count.isdigit():
            report_paper(actor=actor, org=org, on=_today(), count=int(count), source=path.name)


def _ready(batch: Batch) -> Batch:
    if batch.state != states.READY:
        raise InputProblem(batch.refusal or batch.state, file=batch.file_name)
    return batch


def _counted(batch: Batch) -> str:
    words = {"new": "mới", "changed": "đổi", "unchanged": "như cũ", "conflict": "cần xem",
             "rejected": "không nhận", "skipped": "bỏ qua"}  # fmt: skip
    told = ", ".join(
        f"{thousands(batch.counts[fate])} {text}"
        for fate, text in words.items()
        if batch.counts.get(fate)
    )
    return f"đọc {thousands(batch.counts['read'])} dòng = {told}"


def _today() -> date:
    return clock.today()
