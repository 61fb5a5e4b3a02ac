"""The one fate of each row, with the reason in words, and what it would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvien.core.organisation_names import allowed
from dangvien.exchange.organisations.differing import Standing, changes, values_of
from dangvien.exchange.organisations.listed import Listed, day_of, words_of
from dangvien.exchange.organisations.matching import Found, Register, Rows, matched, superior_rows
from dangvien.orgs.models import Organisation
from dangvien.orgs.words import FORMS


@dataclass
class Line:
    """One row of the list. `parent`: an organisation's pk; `parent_row`: or the row that is to be it."""

    row_id: str
    fate: str
    values: dict[str, Any]
    reason: str = ""
    org: Organisation | None = None
    parent: int | None = None
    parent_row: int | None = None
    offers: dict[str, list[str]] = field(default_factory=dict)


Superior = tuple[int | None, int | None]  # pk, or the place of a row


def _superiors(rows: Rows, orgs: Found, register: Register) -> list[Superior]:
    found: list[Superior] = []
    for row, place in zip(rows, superior_rows(rows), strict=True):
        above = row.get("parent_digits")
        if place is not None:
            known = orgs[place]
            found.append((known.pk, None) if known is not None else (None, place))
        elif above and above in register.by_code:
            found.append((register.by_code[above].pk, None))
        else:
            found.append((None if above else register.top.pk, None))
    return found


def judge(listed: Listed, register: Register, standing: Standing, as_of: date) -> list[Line]:
    """Judge the rows: nobody below a rejected new superior can be founded."""
    court = Court(listed, register, standing, as_of)
    lines = [court.line(at, row) for at, row in enumerate(listed.rows)]
    _follow(lines)
    return lines


class Court:
    """What the judgement of one row rests on: the other rows, the register, the day."""

    def __init__(self, listed: Listed, register: Register, standing: Standing, as_of: date) -> None:
        self.listed, self.register = listed, register
        self.standing, self.as_of = standing, as_of
        self.orgs = matched(register, listed.rows)
        self.superiors = _superiors(listed.rows, self.orgs, register)
        self.first: dict[int, str] = {}  # organisation → the row that spoke of it first

    def line(self, at: int, row: dict[str, Any]) -> Line:
        """One row with its fate."""
        org, (parent, parent_row) = self.orgs[at], self.superiors[at]
        line = Line(
            row["row_id"], "new", values_of(row), org=org, parent=parent, parent_row=parent_row
        )
        if org is not None and self._same(line, row, org, parent):
            return line
        found = self.listed.findings.get(row["row_id"], ())
        worst = next((one for one in found if one["severity"] == "E"), None)
        return _rejected(line, words_of(worst)) if worst else self._placed(line, row)

    def _same(self, line: Line, row: dict[str, Any], org: Organisation, parent: int | None) -> bool:
        """Compare with the organisation of the register; whether that settles the row."""
        twin = self.first.setdefault(org.pk, line.row_id)
        if twin != line.row_id:
            _rejected(line, f"Cùng một tổ chức với dòng {twin.rsplit('#', 1)[-1]}.")
            return True
        above = None if org == self.register.top else parent
        line.offers = changes(row, org, above, self.standing, self.as_of)
        if line.parent_row is not None and org != self.register.top:  # its superior is new as well
            name = self.listed.rows[line.parent_row].get("org_name") or ""
            line.offers["parent_code"] = [self.standing.names.get(org.parent_id or 0, ""), name]
        line.fate = "changed" if line.offers else "unchanged"
        if line.offers and org.closed_on and row["is_active"]:
            _rejected(line, f"Sổ ghi tổ chức này đã kết thúc ngày {org.closed_on:%d/%m/%Y}; lập "
                            "lại thì làm ở trang tổ chức.")  # fmt: skip
        return line.fate != "changed"

    def _placed(self, line: Line, row: dict[str, Any]) -> Line:
        """Refuse what cannot hang where it says."""
        if line.org == self.register.top:
            return line
        form, why = row.get("form_key"), ""
        if not row.get("org_name") and line.org is None:
            why = "Chưa ghi tên tổ chức đảng."
        elif line.parent is None and line.parent_row is None:
            why = "Không thấy tổ chức cấp trên trong tệp và trong đơn vị đang nhập."
        elif form is None:
            why = "Không nhận ra hình thức của tổ chức; ghi cột Hình thức."
        else:
            why = _misfit(line, row, form, *self._above(line))
        return _rejected(line, why) if why else line

    def _above(self, line: Line) -> tuple[str | None, str, date | None]:
        """Form, name and founding day of a row's superior."""
        if line.parent is not None:
            org = self.register.by_pk.get(line.parent, self.register.top)
            return org.form or None, org.name, org.founded_on
        row = self.listed.rows[line.parent_row or 0]
        return row.get("form_key"), row.get("org_name") or "", day_of(row, "founded_date")


def _misfit(
    line: Line, row: dict[str, Any], form: str, above: str | None, name: str, since: date | None
) -> str:
    """Why a form or a life does not fit under its superior, or nothing."""
    if above and allowed(form, above, register_day(row)) is False:
        return f"{FORMS[form]} không đứng ngay dưới {FORMS[above]} ({name})."
    closed = day_of(row, "closed_date", "last")
    if line.org is not None or row["is_active"]:
        return ""
    if closed is None:
        return "Đã kết thúc mà chưa ghi ngày, nên không có chỗ trên cây này."
    if since and closed < since:
        return (f"Đã kết thúc ngày {closed:%d/%m/%Y}, trước khi {name} thành lập "
                f"({since:%d/%m/%Y}), nên không có chỗ trên cây này.")  # fmt: skip
    return ""


def register_day(row: dict[str, Any]) -> date:
    """The day on which a row's place is judged: of what has ended, its last one."""
    return day_of(row, "closed_date") or date.max.replace(month=1, day=1)


def _follow(lines: list[Line]) -> None:
    """A new row below a rejected new row has no place either, however deep."""
    moved = True
    while moved:
        moved = False
        for line in lines:
            above = lines[line.parent_row] if line.parent_row is not None else None
            if above and above.fate == "rejected" and line.fate in ("new", "changed"):
                _rejected(line, f"Cấp trên ở dòng {above.row_id.rsplit('#', 1)[-1]} bị từ chối.")
                moved = True


def _rejected(line: Line, why: str) -> Line:
    line.fate, line.reason = "rejected", why[:300]
    return line
