"""Corruptor a: the dirt that tuning may look at."""

from __future__ import annotations

import unicodedata

from dangvien.synth.dirt.copies import Copy
from dangvien.synth.dirt.fault import OFFICIAL, Cell, Fault
from dangvien.synth.dirt.slips import (
    digits,
    impossible,
    like,
    month_first,
    nothing,
    one_of,
    serial,
    swapped,
    transposed,
)

_OLD_PREFIX = {"032": "0162", "033": "0163", "034": "0164", "035": "0165", "036": "0166",
               "037": "0167", "038": "0168", "039": "0169", "070": "0120", "079": "0121",
               "077": "0122", "076": "0126", "078": "0128", "083": "0123", "084": "0124",
               "085": "0125", "081": "0127", "082": "0129"}  # fmt: skip
_NEAR = {"ư": "u", "ơ": "o", "ô": "o", "ê": "e", "â": "a", "ă": "a", "đ": "d"}
_TONES = {"\u0301": "\u0300", "\u0300": "\u0301", "\u0309": "\u0303", "\u0303": "\u0309"}
_BLANKS = ("x", "-", ".", "không có", "chưa rõ", "N/A")


def _case(cell: Cell) -> str:
    words = cell.true.split(" ")
    if cell.chance.random() < 0.5:
        return cell.true.lower()
    words[-1] = words[-1].lower() if cell.chance.random() < 0.5 else words[-1].swapcase()
    return " ".join(words)


def _decomposed(cell: Cell) -> str:
    return unicodedata.normalize("NFD", cell.shown)


def _double_space(cell: Cell) -> str:
    return cell.shown.replace(" ", "  ", 1)


def _invisible(cell: Cell) -> str:
    return cell.shown.replace(" ", " \u200b", 1)


def _digit(cell: Cell) -> str:
    return cell.chance.choice((f"{cell.shown} 1", f"1. {cell.shown}", f"{cell.shown}2"))


def _title(cell: Cell) -> str:
    before = cell.chance.choice(("Ông ", "Bà ", "Đ/c ", "Đồng chí ", ""))
    return before + cell.shown if before else f"{cell.shown} (Bí thư)"


def _symbol(cell: Cell) -> str:
    return cell.chance.choice((cell.shown + "*", cell.shown.replace(" ", "_"), cell.shown + "#"))


def slip(cell: Cell) -> str:
    """One slip of a typist: a lost hook, a wrong tone, two letters swapped, a letter lost."""
    words = cell.true.split(" ")
    at = cell.chance.randrange(1, len(words)) if len(words) > 1 else 0
    word = unicodedata.normalize("NFD", words[at])
    kind = cell.chance.randrange(4)
    if kind == 0:
        word = next((words[at].replace(a, b, 1) for a, b in _NEAR.items() if a in words[at]), word)
    elif kind == 1:
        word = next((word.replace(a, b, 1) for a, b in _TONES.items() if a in word), word)
    elif kind == 2:
        word = transposed(words[at], cell.chance, 1)
    elif len(words[at]) > 3:
        word = words[at][:-1]
    words[at] = unicodedata.normalize("NFC", word)
    name = " ".join(words)
    return cell.shown if name == cell.true else like(cell.shown, name)


def _old_prefix(cell: Cell) -> str:
    new = _OLD_PREFIX.get(cell.shown[:3])
    return new + cell.shown[3:] if new else cell.shown


def _phone(cell: Cell) -> str:
    return cell.chance.choice((cell.shown[:8], cell.shown + "1", "02" + cell.shown[2:6]))


def _letter_o(cell: Cell) -> str:
    return "O" + cell.shown[1:]


def _rounded(cell: Cell) -> str:
    return f"{cell.shown[1]}.{cell.shown[2:7]}E+10"


def _swap_digits(cell: Cell) -> str:
    return transposed(cell.shown, cell.chance, 6)


def _other_phone(cell: Cell) -> str:
    return cell.shown[:3] + digits(cell.chance, 7)


FAULTS: tuple[Fault, ...] = (
    Fault(rule="V03", field="full_name", kind="case", rate=0.004, make=_case),
    Fault(rule="V02", field="full_name", kind="nfd", rate=0.004, make=_decomposed),
    Fault(rule="V02", field="full_name", kind="double_space", rate=0.004, make=_double_space),
    Fault(rule="V02", field="full_name", kind="invisible", rate=0.001, make=_invisible),
    Fault(rule="V02", field="full_name", kind="digits", rate=0.0008, make=_digit),
    Fault(rule="V02", field="full_name", kind="title", rate=0.0015, make=_title),
    Fault(rule="V01", field="full_name", kind="symbols", rate=0.0006, make=_symbol),
    Fault(rule="V01", field="full_name", kind="one_word", rate=0.0006,
          make=lambda cell: cell.shown.split(" ")[-1]),
    Fault(rule=None, field="full_name", kind="slip", rate=0.004, make=slip),
    Fault(rule="V26", field="birth_date", kind="month_first", rate=0.004, make=month_first),
    Fault(rule="V26", field="admission_date", kind="month_first", rate=0.003, make=month_first),
    Fault(rule="V26", field="birth_date", kind="bare_number", rate=0.0012, make=serial),
    Fault(rule="V26", field="official_date", kind="bare_number", rate=0.0008, make=serial),
    Fault(rule="V12", field="birth_date", kind="impossible", rate=0.0008, make=impossible),
    Fault(rule="V33", field="admission_date", kind="unreadable", rate=0.0006, make=impossible),
    Fault(rule="V33", field="admission_decision_date", kind="unreadable", rate=0.0006,
          make=one_of("không nhớ rõ ngày", "theo hồ sơ gốc", "ngày 3-2")),
    Fault(rule="V22", field="phone", kind="old_prefix", rate=0.003, make=_old_prefix),
    Fault(rule="V22", field="phone", kind="lost_zero", rate=0.004, make=lambda c: c.shown[1:]),
    Fault(rule="V22", field="phone", kind="malformed", rate=0.002, make=_phone),
    Fault(rule=None, field="phone", kind="spaced", rate=0.03,
          make=lambda c: f"{c.shown[:4]} {c.shown[4:7]} {c.shown[7:]}"),
    Fault(rule="V05", field="citizen_id", kind="letters", rate=0.0008, make=_letter_o,
          maybe=("V17",)),
    Fault(rule="V05", field="citizen_id", kind="rounded", rate=0.0006, make=_rounded,
          maybe=("V17",)),
    Fault(rule="V23", field="ethnicity", kind="unknown", rate=0.0015,
          make=one_of("Miền núi", "Thượng du", "Kihn", "Việt Kiều")),
    Fault(rule="V23", field="religion", kind="unknown", rate=0.001,
          make=one_of("Đạo lạ", "Theo chồng", "Tín ngưỡng vùng")),
    Fault(rule="V23", field="political_theory", kind="unknown", rate=0.001,
          make=one_of("Tốt", "Đang theo dõi", "LL")),
    Fault(rule="V23", field="professional_level", kind="unknown", rate=0.001,
          make=one_of("Khá", "Theo hồ sơ", "Nghề")),
    Fault(rule="V25", field="citizen_id", kind="placeholder", rate=0.001,
          make=one_of("0" * 12, "9" * 12, "không có", "x"), maybe=("V04", "V17")),
    Fault(rule="V25", field="phone", kind="placeholder", rate=0.001,
          make=one_of("0" * 10, "không", "chưa có", "."), maybe=("V22",)),
    Fault(rule="V25", field="birth_date", kind="placeholder", rate=0.0006,
          make=one_of("00/00/0000", "01/01/1900", "0000-00-00"), maybe=("V12",)),
    Fault(rule="V25", field="card_number", kind="placeholder", rate=0.0006, when=OFFICIAL,
          make=one_of("0" * 8, "1" * 8, "chưa có", "x"), maybe=("V15",)),
    Fault(rule="V25", field="file_number", kind="placeholder", rate=0.0006, make=one_of(*_BLANKS),
          maybe=("V32",)),
    Fault(rule="V25", field="ethnicity", kind="placeholder", rate=0.0004, make=one_of(*_BLANKS),
          maybe=("V32",)),
    Fault(rule="V25", field="admission_date", kind="placeholder", rate=0.0004,
          make=one_of("0000-00-00", "01/01/1900", "x"), maybe=("V31", "V33")),
    Fault(rule="V25", field="hometown", kind="placeholder", rate=0.0004, make=one_of(*_BLANKS),
          maybe=("V32",)),
)  # fmt: skip

_NO_ID = Fault(rule="V04", field="citizen_id", kind="missing", rate=1, make=nothing)
_NO_CARD = Fault(
    rule="V15", field="card_number", kind="missing", rate=1, make=nothing, when=OFFICIAL
)
_NO_FILE = Fault(rule="V32", field="file_number", kind="missing", rate=1, make=nothing)
_NO_PHONE = Fault(rule="V22", field="phone", kind="missing", rate=1, make=nothing)
_NEW_PHONE = Fault(rule=None, field="phone", kind="new", rate=1, make=_other_phone)
_SLIP = Fault(rule=None, field="full_name", kind="slip", rate=1, make=slip)
_SWAP = Fault(rule=None, field="birth_date", kind="swapped", rate=1, make=swapped, maybe=("V14",))
_ID_SLIP = Fault(
    rule=None,
    field="citizen_id",
    kind="digits",
    rate=1,
    make=_swap_digits,
    maybe=("V07", "V08", "V17"),
)
_OLD_ID = Fault(rule="V05", field="citizen_id", kind="nine_digits", rate=1, maybe=("V17",),
                make=lambda cell: cell.row["old_id_number"] or digits(cell.chance, 9),
                needs=("old_id_number",))  # fmt: skip

COPIES: tuple[Copy, ...] = (
    Copy("exact", 0.0012, (), "cell"),
    Copy("name_slip", 0.0012, (_SLIP, _NEW_PHONE)),
    Copy("swapped_birth", 0.0008, (_SWAP,)),
    Copy("id_slip", 0.0010, (_ID_SLIP, _NO_CARD)),
    Copy("missing_id", 0.0012, (_NO_ID,)),
    Copy("old_id", 0.0010, (_OLD_ID, _NO_CARD)),
    Copy("moved", 0.0012, (_NEW_PHONE,)),
    Copy("hard", 0.0008, (_NO_ID, _NO_CARD, _NO_FILE, _NO_PHONE)),
    Copy("hard_slip", 0.0004, (_NO_ID, _NO_CARD, _NO_FILE, _SLIP, _NEW_PHONE)),
)
