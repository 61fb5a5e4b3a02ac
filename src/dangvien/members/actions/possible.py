"""What cannot have happened. Anything merely odd is stored, and the rule book finds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dangvien import clock
from dangvien.look.numbers import day
from dangvien.members.models import Membership, Person
from dangvien.members.projection import LEFT, first_day
from dangvien.members.refusals import Impossible
from dangvien.orgs.models import Organisation


def on_day(person: Person, on: date | None, field: str = "on") -> None:
    """Refuse a day that has not come, and a day before birth."""
    if on is None:
        raise Impossible({field: "Ghi ngày, theo dạng ngày/tháng/năm."})
    if on > clock.today():
        raise Impossible({field: f"Ngày {day(on)} chưa tới. Xem lại năm trên quyết định."})
    born = first_day(person.birth_date)
    if born is not None and on < born:
        raise Impossible(
            {field: f"Ngày {day(on)} trước ngày sinh trong hồ sơ. Xem lại năm trên quyết định."}
        )


def to_unit(person: Person, unit: Organisation, on: date) -> None:
    """Refuse a move to where the person is, to a closed unit, or before the stay that it ends."""
    if unit.pk == person.unit_id:
        raise Impossible({"unit": "Đồng chí ấy đang sinh hoạt ở chi bộ này."})
    open_unit(unit, on)
    stay = person.memberships.filter(kind=Membership.OFFICIAL, until=None).first()
    if stay is not None and stay.since is not None and on < stay.since:
        told = f"Trước ngày {day(stay.since)}, ngày bắt đầu ở chi bộ hiện nay."
        raise Impossible({"on": told + " Nếu việc ấy ghi nhầm thì hủy việc ấy trước."})


def open_unit(unit: Organisation, on: date) -> None:
    """Refuse a unit that was closed by then."""
    if unit.closed_on is not None and unit.closed_on <= on:
        raise Impossible({"unit": f"{unit.name} đã kết thúc hoạt động ngày {day(unit.closed_on)}."})


def present(person: Person) -> None:
    """Refuse what can only happen to somebody who is here."""
    if person.status in LEFT:
        raise Impossible({"kind": "Hồ sơ này đã ghi là không còn ở đơn vị."})


def gone(person: Person) -> None:
    """Refuse what can only happen to somebody who left."""
    if person.status not in LEFT:
        raise Impossible({"kind": "Đồng chí ấy đang là đảng viên của đơn vị."})


def dates(person: Person, values: Mapping[str, str]) -> None:
    """Refuse dates that have not come, or are before birth."""
    born, today = first_day(person.birth_date), clock.today()
    for name, text in values.items():
        first = first_day(text)
        if first is not None and first > today:
            raise Impossible({name: "Ngày này chưa tới. Xem lại năm trên giấy tờ."})
        if first is not None and born is not None and first < born:
            raise Impossible({name: "Ngày này trước ngày sinh trong hồ sơ. Xem lại năm."})
