"""What is asked to put one finding right: which field, by which input, seen where; paper asks alike."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.core.reference import codes
from dangvien.core.schema import FIELDS, LABELS_OF_VALUES, MEMBER_TYPES, SEXES
from dangvien.members.boxes import written
from dangvien.members.sheet import DATES
from dangvien.quality import field_policy
from dangvien.quality.evidence import EVIDENCE, Evidence
from dangvien.quality.queries import Told

DIGITS, NUMBER, PHONE, DAY, CHOICE, WORDS, LONG, NONE = (
    "digits", "number", "phone", "day", "choice", "words", "long", "none",
)  # fmt: skip

# Which value a cell has to bring, where it is not the one that the finding stands beside.
_OTHER_FIELD = {"V08": "id_birth_date"}
# No value typed in settles these: two records, a move, a death; the commune looks at them.
_NOT_TYPED = frozenset(("V11", "V19", "V20", "V21", "V28", "V29", "V30", "V34"))
_LABELS = {
    "citizen_id": "12 chữ số trên thẻ",
    "phone": "Số điện thoại của chính đồng chí ấy",
    "id_birth_date": "Ngày sinh ghi trên thẻ căn cước",
    "birth_date": "Ngày sinh trong lý lịch gốc",
    "card_number": "Số ghi trên thẻ đảng viên",
    "file_number": "Số ghi trên bìa lý lịch",
}
_HINTS = {
    DAY: "Ngày/tháng/năm, ví dụ 19/05/1989. Chỉ biết năm thì ghi năm.",
    PHONE: "10 chữ số, bắt đầu bằng số 0.",
}
_LISTED = {"ethnicity": codes.ethnic_groups, "religion": codes.religions}
# Where a field can be seen at all; the first is the best.
_SEEN: dict[str, tuple[str, ...]] = {
    "citizen_id": ("card", "copy", "told"),
    "id_birth_date": ("card", "copy", "told"),
    "full_name": ("card", "file", "told"),
    "birth_date": ("file", "copy", "told"),
    "old_id_number": ("copy", "file", "told"),
    "card_number": ("copy", "file", "told"),
    "file_number": ("file", "copy"),
    "admission_date": ("decision", "file", "told"),
    "admission_decision_date": ("decision", "file"),
    "official_date": ("decision", "file", "told"),
    "member_type": ("decision", "file"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask: the field that is to be written, its input, and where it may be seen.

    `offer`: a value that the machine proposes and a person may take with one tap; never where a paper
    has to be seen.
    """

    told: Told
    field: str
    kind: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()
    offer: str = ""
    offer_shown: str = ""
    evidence: tuple[Evidence, ...] = ()
    approved: bool = False  # somebody else approves it, wherever it was seen

    @property
    def typed(self) -> bool:
        """Whether a value can be typed in at all."""
        return self.kind != NONE

    @property
    def needs_evidence(self) -> bool:
        """Whether it must be said where the value was seen."""
        return bool(self.evidence)


def ask(told: Told) -> Ask:
    """How one finding is asked."""
    field = _OTHER_FIELD.get(told.rule, told.field)
    policy = field_policy.policy(field)
    if told.rule in _NOT_TYPED or policy is None:
        return Ask(told, field, NONE, told.label)
    kind = _kind(field)
    offer = "" if policy.approve or policy.evidence or field != told.field else told.fix or ""
    return Ask(
        told, field, kind, _LABELS.get(field, FIELDS[field].label), _HINTS.get(kind, ""),
        _choices(field), tuple(one.name for one in _LISTED[field]()) if field in _LISTED else (),
        offer, written(field, offer) if offer else "",
        _evidence(field) if policy.evidence else (), bool(policy.approve),
    )  # fmt: skip


def _kind(field: str) -> str:
    if field == "citizen_id":
        return DIGITS
    if field == "phone":
        return PHONE
    if field in DATES:
        return DAY
    if field in ("sex", "member_type"):
        return CHOICE
    if field in ("card_number", "old_id_number"):
        return NUMBER
    return LONG if FIELDS[field].kind == "address" else WORDS


def _choices(field: str) -> tuple[tuple[str, str], ...]:
    values = {"sex": SEXES, "member_type": MEMBER_TYPES}.get(field, ())
    return tuple((value, LABELS_OF_VALUES[value]) for value in values)


def _evidence(field: str) -> tuple[Evidence, ...]:
    keys = _SEEN.get(field, ("copy", "file", "told"))
    by_key = {one.key: one for one in EVIDENCE}
    return tuple(by_key[key] for key in keys)
