"""The Tam Lư campaign of design.md §11 on 15/12/2025, written down figure by figure: no engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from campaigns.acting import campaign, counted, people, verdicts
from dangvien.campaigns.models import Campaign, Day, Duty, SignOff
from dangvien.members.models import Person
from dangvien.orgs.models import Officer, Organisation
from dangvien.quality.models import Verdict
from register import Register, organisation

# name, secretary, done, whole, done five days ago, waiting for approval, at the police, above
CELLS = (
    ("bản Xía Nọi", "Thao Văn Dếnh", 4, 24, 1, 1, 4, 3),
    ("bản Hón Pháy", "Lộc Văn Chựa", 5, 22, 1, 0, 3, 2),
    ("bản Piềng Mòn", "Ngân Văn Púm", 7, 27, 2, 2, 3, 2),
    ("HTX Nông – lâm nghiệp", "Vi Đình Thỏa", 7, 19, 1, 2, 1, 1),
    ("bản Pọng Ca", "Phạm Bá Luyến", 12, 28, 4, 2, 2, 1),
    ("bản Che Khót", "Hà Công Thức", 14, 31, 6, 4, 2, 2),
    ("bản Bôn Hạ", "Vi Thị Lựu", 15, 29, 8, 2, 2, 1),
    ("Trường Tiểu học", "Nguyễn Hữu Sáng", 15, 29, 8, 4, 1, 1),
    ("bản Mường Hin", "Ngân Thị Bích", 16, 30, 9, 3, 2, 1),
    ("bản Bôn Thượng", "Lương Văn Khuyên", 14, 26, 8, 1, 1, 1),
    ("bản Nà Lốc", "Vi Văn Thiệp", 17, 31, 10, 3, 2, 1),
    ("Trường Mầm non", "Lương Thị Vóc", 12, 21, 7, 4, 1, 1),
    ("bản Co Muồng", "Lữ Thị Xoan", 18, 30, 12, 4, 2, 1),
    ("bản Na Nghịu", "Hà Văn Tượi", 20, 33, 13, 3, 2, 1),
    ("bản Suối Khoai", "Lò Văn Ín", 21, 34, 15, 1, 2, 2),
    ("Quân sự xã", "Hà Văn Quỳnh", 7, 9, 5, 0, 0, 1),
    ("Trạm Y tế", "Bùi Thị Lanh", 9, 11, 7, 1, 1, 0),
    ("bản Pha Đén", "Vi Văn Ún", 28, 28, 20, 0, 0, 0),
    ("bản Tân Sơn", "Vi Thị Nga", 36, 36, 22, 0, 0, 0),
    ("bản Nà Ơi", "Hà Văn Inh", 25, 25, 12, 0, 0, 0),
    ("Cơ quan Đảng", "Hà Thị Mai", 22, 22, 12, 0, 0, 0),
    ("Cơ quan UBND xã", "Lê Văn Sự", 27, 27, 16, 0, 0, 0),
    ("Trung tâm Phục vụ HCC", "Lê Thị Kha", 12, 12, 9, 0, 0, 0),
    ("Trường THCS", "Ngô Văn Ba", 28, 28, 17, 0, 0, 0),
)  # fmt: skip
# Done in the whole commune on the evenings from 9 to 14 December; the tenth is the sum of the cells.
EVENINGS = (148, None, 262, 293, 322, 352)
TODAY = date(2025, 12, 15)


@dataclass
class TamLu:
    """The campaign and its cells by name."""

    campaign: Campaign
    cells: dict[str, Organisation]


def build(register: Register) -> TamLu:
    """612 people in 24 cells, their verdicts, six evenings, duties and officers."""
    one = campaign(register)
    cells = _cells(register)
    first = one.phases.get(number=1)
    for number, (name, secretary, done, whole, _, approval, police, above) in enumerate(CELLS):
        unit = cells[name]
        made = people(unit, whole)
        counted(one, made)
        cell = whole - done - approval - police - above
        _verdicts(
            made, {"": done, "approval": approval, "cell": cell, "police": police, "above": above}
        )
        Officer.objects.create(org=unit, name=secretary, position="secretary")
        SignOff.objects.create(phase=first, org=unit, signed_by=register.mai)
        if number < 2:
            _duty(one, unit, f"{secretary}, bí thư", f"09900004{number:02d}")
    _days(one, cells)
    return TamLu(one, cells)


def _cells(register: Register) -> dict[str, Organisation]:
    known = {"bản Nà Lốc": register.na_loc, "Cơ quan Đảng": register.party_office}
    return {
        name: known.get(name)
        or organisation(f"Chi bộ {name}", register.commune, "chi_bo_co_so", f"38.150.1{number:02d}")
        for number, (name, *_) in enumerate(CELLS)
    }


def _verdicts(made: list[Person], lies: dict[str, int]) -> None:
    rest = iter(made)
    for where, count in lies.items():
        some = [next(rest) for _ in range(count)]
        verdicts(some, lies=where, num_dung=9 if not where else 8, num_song=not where)


def _duty(one: Campaign, unit: Organisation, name: str, phone: str) -> None:
    from django.conf import settings  # noqa: PLC0415

    Duty.objects.create(
        campaign=one, org=unit, name=name, since=one.starts,
        phone=settings.RING.seal(phone, f"duty:{one.uid}:{unit.pk}"),
    )  # fmt: skip


def _days(one: Campaign, cells: dict[str, Organisation]) -> None:
    """Evenings cell by cell, between the known ones in even steps, that sum up to the known totals."""
    five_ago = {name: before for name, _, _, _, before, *_ in CELLS}
    wanted = [total if total is not None else sum(five_ago.values()) for total in EVENINGS]
    for evening, total in enumerate(wanted):
        on = date(2025, 12, 9) + timedelta(days=evening)
        done = five_ago if evening == 1 else _spread(total, evening)
        Day.objects.bulk_create(
            Day(campaign=one, unit=cells[name], on=on, base=whole, done=done[name],
                cell=whole - done[name], num_dung=9 * whole - (whole - done[name]),
                num_du=9 * whole, num_sach=whole, num_song=done[name], num_thong_nhat=whole,
                ready=done[name])
            for name, _, _, whole, *_ in CELLS
        )  # fmt: skip


def _spread(total: int, evening: int) -> dict[str, int]:
    """Some evening of every cell, between where it was and where it is, with this sum."""
    now = {name: (done if evening else before, before if evening else 0)
           for name, _, done, _, before, *_ in CELLS}  # fmt: skip
    span, low = sum(a - b for a, b in now.values()), sum(b for _, b in now.values())
    told = {name: b + (a - b) * (total - low) // span for name, (a, b) in now.items()}
    for name, (high, _) in now.items():
        if sum(told.values()) == total:
            break
        told[name] += min(high - told[name], total - sum(told.values()))
    return told


def verdict_count() -> int:
    """How many people there are."""
    return Verdict.objects.count()
