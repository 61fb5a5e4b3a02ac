"""Looking at a value while it is typed, with the readers and rules of the rule book themselves."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.core.cells import Vote, read_cell
from dangvien.core.identity import citizen_parts
from dangvien.core.schema import FIELDS, LABELS_OF_VALUES
from dangvien.members import margin
from dangvien.members.fields import IDENTIFIERS, label
from dangvien.members.models import Person
from dangvien.members.projection import first_day
from dangvien.members.queries import holders, raw_record, shares
from dangvien.members.sealed import numbers

GOOD, WAIT, ODD = "good", "wait", "odd"
ICONS = {GOOD: "done", WAIT: "pending", ODD: "triangle"}
MATCHES, DIFFERS = "Khớp hồ sơ", "Khác hồ sơ"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: agrees, not decidable yet, or disagrees (a question, never a wall)."""

    state: str
    says: str
    more: str = ""

    @property
    def icon(self) -> str:
        """The shape that says the state beside the words."""
        return ICONS[self.state]


@dataclass(frozen=True, slots=True)
class Looked:
    """What all checks say together; `whole`: the value can be sent."""

    checks: tuple[Check, ...]
    whole: bool

    @property
    def settled(self) -> bool:
        """Whether nothing is left to say: then each check is one line."""
        return self.whole and all(one.state == GOOD for one in self.checks)

    @property
    def said(self) -> str:
        """One sentence for those who listen."""
        odd = [one for one in self.checks if one.state == ODD]
        if odd:
            return ". ".join(one.says for one in odd) + "."
        return "Đủ và khớp." if self.whole else self.checks[0].says + "." if self.checks else ""


def look(user: User, person: Person, field: str, typed: str) -> Looked:
    """What is to be said of a typed value of a field of this person."""
    typed = " ".join(typed.split())
    if field == "citizen_id":
        return _citizen_id(user, person, "".join(typed.split()))
    if not typed:
        return Looked((Check(WAIT, f"Chưa nhập {_lower(label(field))}"),), False)
    reading = read_cell(FIELDS[field], typed, Vote(), clock.today())
    said = _by_rules(person, field, typed)
    if reading.value is None:
        return Looked((Check(ODD, "Chưa đọc được", "Xem lại cách ghi."),), False)
    if not said:
        said = (Check(GOOD, "Đúng dạng, không lệch với hồ sơ"),)
    held = (*said, *_holders(user, person, field, reading.value))
    return Looked(held, not _unreadable(field, reading.fault))


def _unreadable(field: str, fault: str | None) -> bool:
    """Whether what was typed is no value of the field at all; anything merely odd is a question."""
    if not fault:
        return False
    walls = {"placeholder"}
    if FIELDS[field].kind == "date":
        walls |= {"unreadable", "impossible", "two_digit_year"}
    return field in (*IDENTIFIERS, "file_number") or bool(walls & set(fault.split()))


def _by_rules(person: Person, field: str, typed: str) -> tuple[Check, ...]:
    """What the rule book would say of the field if this were written."""
    held = numbers(person)
    told = {**held, field: typed} if field in IDENTIFIERS else held
    record = {**raw_record(person, held), field: typed, **shares(person, told)}
    # Who else holds the number is said apart, by name where it may be.
    return tuple(
        Check(ODD, one.what, one.how)
        for one in margin.told(record, told)
        if one.field == field and one.severity in "EW" and one.rule not in ("V09", "V10", "V11")
    )  # fmt: skip


def _citizen_id(user: User, person: Person, typed: str) -> Looked:
    digits = "".join(char for char in typed if char.isdigit() and char.isascii())
    strange = len(digits) != len(typed.replace(".", "").replace("-", ""))
    count = len(digits)
    whole = count == 12 and not strange
    checks = [_length(count, strange), _sex_and_century(person, digits), _year(person, digits)]
    if count >= 3 and whole:
        parts = citizen_parts(digits)
        if parts is not None and parts.prefix_kind == "unknown":
            checks.append(
                Check(ODD, f"Ba số đầu {digits[:3]} không phải mã tỉnh nào", "Nhìn lại thẻ")
            )
    if whole:
        found = _holders(user, person, "citizen_id", digits)
        checks += found or (Check(GOOD, "Chưa ai trong sổ dùng số này"),)
    else:
        checks.append(Check(WAIT, "Chưa kiểm được có ai trùng số", "Cần đủ 12 chữ số"))
    return Looked(tuple(checks), whole)


def _length(count: int, strange: bool) -> Check:
    if strange:
        return Check(ODD, "Có ký tự không phải chữ số", "Chỉ nhập chữ số")
    if count == 12:
        return Check(GOOD, "Đủ 12 chữ số")
    if count > 12:
        return Check(ODD, f"Thừa {count - 12} chữ số", f"Đã nhập {count}/12")
    return Check(WAIT, f"Còn thiếu {12 - count} chữ số", f"Đã nhập {count}/12")


def _sex_and_century(person: Person, digits: str) -> Check:
    if len(digits) < 4:
        return Check(WAIT, "Chữ số thứ 4 cho biết giới tính, thế kỷ sinh", "Chưa nhập tới")
    fourth = int(digits[3])
    sex, century = ("nữ" if fourth % 2 else "nam"), 1900 + 100 * (fourth // 2)
    when = "sinh trước năm 2000" if century == 1900 else f"sinh từ năm {century}"
    says = f"Chữ số thứ 4 là {fourth}: {sex}, {when}"
    born = first_day(person.birth_date)
    known = person.sex in ("nam", "nữ")
    wrong_sex = known and person.sex != sex
    wrong_century = born is not None and born.year // 100 * 100 != century
    if wrong_sex:
        return Check(ODD, says, f"{DIFFERS}: hồ sơ ghi {LABELS_OF_VALUES[person.sex].lower()}")
    if wrong_century and born is not None:
        return Check(ODD, says, f"{DIFFERS}: hồ sơ ghi sinh năm {born.year}")
    return Check(GOOD, says, MATCHES if known or born else "Hồ sơ chưa ghi để so")


def _year(person: Person, digits: str) -> Check:
    if len(digits) < 6:
        return Check(WAIT, "Chữ số thứ 5 và 6 là hai số cuối của năm sinh", "Chưa nhập tới")
    two = digits[4:6]
    year = 1900 + 100 * (int(digits[3]) // 2) + int(two)
    says = f"Hai chữ số {two}: sinh năm {year}"
    born = first_day(person.birth_date)
    if born is None:
        return Check(GOOD, says, "Hồ sơ chưa ghi để so")
    if born.year % 100 == int(two):
        return Check(GOOD, says, MATCHES)
    on_card = first_day(person.id_birth_date)
    if on_card is not None and on_card.year == year:
        return Check(GOOD, says, "Khớp ngày sinh theo căn cước đã ghi")
    return Check(ODD, says, f"{DIFFERS}: hồ sơ ghi sinh năm {born.year}. Vẫn lưu được, xã sẽ xem")


def _holders(user: User, person: Person, kind: str, number: str) -> tuple[Check, ...]:
    """Who else holds the number: by name in the own units, else no more than that somebody does."""
    if kind not in (*IDENTIFIERS, "file_number"):
        return ()
    others = holders(kind, number).exclude(pk=person.pk)
    mine = list(
        others.filter(pk__in=Person.objects.visible_to(user, "member.list")).values_list(
            "full_name", flat=True
        )[:3]
    )
    if mine:
        who = ", ".join(f"đồng chí {name}" for name in mine)
        return (Check(ODD, f"Số này đang ghi cho {who}", "Nhìn lại giấy tờ của cả hai"),)
    if others.exists():
        return (Check(ODD, "Số này đang ghi ở một hồ sơ ở đơn vị khác", "Xã sẽ xem cả hai"),)
    return ()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
