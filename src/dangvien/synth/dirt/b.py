"""Corruptor b: another author's idea of dirt. It measures; nobody tunes by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from dangvien.synth.dirt import spelling
from dangvien.synth.dirt.copies import Copy
from dangvien.synth.dirt.fault import OFFICIAL, Cell, Fault
from dangvien.synth.dirt.slips import (
    day,
    digits,
    like,
    month_first,
    nothing,
    one_of,
    serial,
    swapped,
)

Respell = Callable[[Cell, str], str]


def _word(respell: Respell, *, last: bool = False) -> Callable[[Cell], str]:
    """Respell one word of the name after the surname (or the last one)."""

    def make(cell: Cell) -> str:
        words = cell.true.split(" ")
        if len(words) < 2:
            return cell.shown
        at = len(words) - 1 if last else cell.chance.randrange(1, len(words))
        words[at] = respell(cell, words[at])
        name = " ".join(words)
        return cell.shown if name == cell.true else like(cell.shown, name)

    return make


def _name(respell: Callable[[list[str]], list[str]]) -> Callable[[Cell], str]:
    """Rearrange the words of a name of three words or more."""

    def make(cell: Cell) -> str:
        words = cell.true.split(" ")
        return like(cell.shown, " ".join(respell(words))) if len(words) > 2 else cell.shown

    return make


telex = _word(lambda _cell, word: spelling.unconverted(word))
late_tone = _word(lambda _cell, word: spelling.late_tone(word), last=True)
heard = _word(lambda cell, word: spelling.as_heard(word, cell.chance))
without_middle = _name(lambda words: [words[0], words[-1]])
given_first = _name(lambda words: [words[-1], *words[:-1]])
initials = _name(lambda words: [words[0], *(f"{word[0]}." for word in words[1:-1]), words[-1]])


def _vni(cell: Cell) -> str:
    words = cell.true.split(" ")
    words[-1] = spelling.unconverted(words[-1], vni=True)
    name = " ".join(words)
    return name if any(letter.isdigit() for letter in name) else cell.shown


def _either(cell: Cell) -> str:
    name = spelling.new_tone_place(cell.true)
    if name == cell.true:
        name = " ".join(spelling.i_or_y(word) for word in cell.true.split(" "))
    return cell.shown if name == cell.true else like(cell.shown, name)


def _alias(cell: Cell) -> str:
    given = cell.true.split(" ")[-1]
    return f"{cell.shown} ({cell.chance.choice(('Tư', 'Năm', 'Út', 'Bảy'))} {given})"


def _hidden(cell: Cell) -> str:
    return cell.shown.replace(" ", cell.chance.choice(("   ", "\u200d ", "\ufeff ", " \u200e")), 1)


def _last_word_apart(cell: Cell) -> str:
    words = cell.shown.split(" ")
    return " ".join([*words[:-1], unicodedata.normalize("NFD", words[-1])])


def _mixed(cell: Cell) -> str:
    words = cell.true.split(" ")
    half = max(1, len(words) // 2)
    name = " ".join([*(w.upper() for w in words[:half]), *(w.lower() for w in words[half:])])
    return cell.shown if "'" in name else name


def _in_words(cell: Cell) -> str:
    true = day(cell)
    return cell.shown if true is None else f"ngày {true.day} tháng {true.month} năm {true.year}"


def _run_together(cell: Cell) -> str:
    true = day(cell)
    return cell.shown if true is None else f"{true.day:02}{true.month:02}{true.year}"


def _no_such_day(cell: Cell) -> str:
    true = day(cell)
    if true is None:
        return cell.shown
    return cell.chance.choice((f"32/{true.month:02}/{true.year}", f"31.04.{true.year}",
                               f"15/13/{true.year}"))  # fmt: skip


def _serial_with_point(cell: Cell) -> str:
    number = serial(cell)
    return number if number == cell.shown else f"{number}.0"


def _year(cell: Cell) -> str:
    true = day(cell)
    return cell.shown if true is None else str(true.year)


def _letters(cell: Cell) -> str:
    for digit, letter in (("1", "l"), ("5", "S"), ("8", "B")):
        if digit in cell.shown[4:]:
            return cell.shown[:4] + cell.shown[4:].replace(digit, letter, 1)
    return cell.shown


def _doubled(cell: Cell) -> str:
    at = cell.chance.randrange(4, len(cell.shown))
    return cell.shown[:at] + cell.shown[at] + cell.shown[at:]


def _beside(first: int) -> Callable[[Cell], str]:
    return lambda cell: spelling.neighbour(cell.shown, cell.chance, first)


def _two_phones(cell: Cell) -> str:
    other = cell.shown[:3] + digits(cell.chance, 7)
    return cell.shown + cell.chance.choice((" - ", "/", "; ")) + other


def _phone_note(cell: Cell) -> str:
    return f"{cell.shown} ({cell.chance.choice(('Zalo', 'vợ', 'con trai', 'nhà riêng'))})"


FAULTS: tuple[Fault, ...] = (
    Fault(rule="V03", field="full_name", kind="half_capitals", rate=0.004, make=_mixed),
    Fault(rule="V02", field="full_name", kind="nfd_word", rate=0.004, make=_last_word_apart),
    Fault(rule="V02", field="full_name", kind="hidden", rate=0.004, make=_hidden),
    Fault(rule="V02", field="full_name", kind="vni_keys", rate=0.001, make=_vni),
    Fault(rule="V02", field="full_name", kind="alias", rate=0.0015, make=_alias),
    Fault(rule="V01", field="full_name", kind="symbols", rate=0.0006,
          make=lambda c: c.shown.replace(" ", c.chance.choice(("/", "@", " & ")), 1)),
    Fault(rule="V01", field="full_name", kind="one_word", rate=0.0004,
          make=lambda c: c.shown if "'" in c.shown else c.shown.split(" ")[0]),
    Fault(rule=None, field="full_name", kind="telex", rate=0.001, make=telex,
          maybe=("V03",)),
    Fault(rule=None, field="full_name", kind="late_tone", rate=0.001, make=late_tone),
    Fault(rule=None, field="full_name", kind="heard", rate=0.001, make=heard),
    Fault(rule=None, field="full_name", kind="either_spelling", rate=0.01, make=_either),
    Fault(rule="V26", field="birth_date", kind="month_first", rate=0.003, make=month_first),
    Fault(rule="V26", field="official_date", kind="month_first", rate=0.003, make=month_first),
    Fault(rule="V26", field="admission_date", kind="bare_number", rate=0.001,
          make=_serial_with_point),
    Fault(rule=None, field="birth_date", kind="in_words", rate=0.003, make=_in_words),
    Fault(rule=None, field="official_date", kind="run_together", rate=0.002, make=_run_together),
    Fault(rule="V12", field="birth_date", kind="impossible", rate=0.0008, make=_no_such_day),
    Fault(rule="V33", field="admission_date", kind="unreadable", rate=0.0006, make=_no_such_day),
    Fault(rule="V33", field="admission_decision_date", kind="unreadable", rate=0.0006,
          make=one_of("Tết Mậu Thân", "đầu năm", "cuối tháng Chạp")),
    Fault(rule="V22", field="phone", kind="country_code", rate=0.002,
          make=lambda c: c.chance.choice(("+84", "84", "0084")) + c.shown[1:]),
    Fault(rule="V22", field="phone", kind="several", rate=0.002, make=_two_phones),
    Fault(rule="V22", field="phone", kind="remark", rate=0.002, make=_phone_note),
    Fault(rule="V22", field="phone", kind="malformed", rate=0.002,
          make=lambda c: c.chance.choice((c.shown[:9], "05" + c.shown[2:7], c.shown + "00"))),
    Fault(rule=None, field="phone", kind="dotted", rate=0.03,
          make=lambda c: f"{c.shown[:4]}.{c.shown[4:7]}.{c.shown[7:]}"),
    Fault(rule="V05", field="citizen_id", kind="letters", rate=0.0008, make=_letters,
          maybe=("V17",)),
    Fault(rule="V05", field="citizen_id", kind="doubled_digit", rate=0.0008, make=_doubled,
          maybe=("V17",)),
    Fault(rule=None, field="citizen_id", kind="spaced", rate=0.005,
          make=lambda c: " ".join(c.shown[at : at + 3] for at in range(0, 12, 3))),
    Fault(rule=None, field="citizen_id", kind="neighbour_key", rate=0.001, make=_beside(6),
          maybe=("V17",)),
    Fault(rule="V23", field="ethnicity", kind="unknown", rate=0.0015,
          make=one_of("Dân tộc thiểu số", "Người bản địa", "Kinhh")),
    Fault(rule="V23", field="religion", kind="unknown", rate=0.001,
          make=one_of("Tôn giáo khác", "Theo gia đình", "Có đạo")),
    Fault(rule="V23", field="political_theory", kind="unknown", rate=0.001,
          make=one_of("Đã học", "Lớp cảm tình Đảng", "A1")),
    Fault(rule="V23", field="professional_level", kind="unknown", rate=0.001,
          make=one_of("Lành nghề", "Bậc 3/7", "Đã qua đào tạo")),
    Fault(rule="V25", field="citizen_id", kind="placeholder", rate=0.001,
          make=one_of("1234567890" + "12", "0" * 9, "NULL", "chưa rõ"), maybe=("V04", "V05", "V17")),
    Fault(rule="V25", field="phone", kind="placeholder", rate=0.001,
          make=one_of("1" * 10, "n/a", "Không có", "-"), maybe=("V22",)),
    Fault(rule="V25", field="birth_date", kind="placeholder", rate=0.0006,
          make=one_of("1900-01-01", "0000-00-00", "chưa rõ", "null"), maybe=("V12",)),
    Fault(rule="V25", field="card_number", kind="placeholder", rate=0.0006, when=OFFICIAL,
          make=one_of("9" * 8, "12345" + "678", "không", "Chưa có"), maybe=("V15", "V17")),
    Fault(rule="V25", field="religion", kind="placeholder", rate=0.0006, make=one_of(".", "x", "null"),
          maybe=("V32", "V23")),
    Fault(rule="V25", field="permanent_address", kind="placeholder", rate=0.0006,
          make=one_of("-", "chưa rõ", "N/A"), maybe=("V32",)),
    Fault(rule="V25", field="admission_date", kind="placeholder", rate=0.0004,
          make=one_of("1900-01-01", "chưa có", "."), maybe=("V31", "V33")),
)  # fmt: skip

_NO_ID = Fault(rule="V04", field="citizen_id", kind="missing", rate=1, make=nothing)
_NO_CARD = Fault(
    rule="V15", field="card_number", kind="missing", rate=1, make=nothing, when=OFFICIAL
)
_NO_FILE = Fault(rule="V32", field="file_number", kind="missing", rate=1, make=nothing)
_NO_PHONE = Fault(rule="V22", field="phone", kind="missing", rate=1, make=nothing)
_SWAP = Fault(rule=None, field="birth_date", kind="swapped", rate=1, make=swapped, maybe=("V14",))
_YEAR = Fault(rule=None, field="birth_date", kind="year", rate=1, make=_year, maybe=("V12",))
_ID_KEY = Fault(rule=None, field="citizen_id", kind="neighbour_key", rate=1, make=_beside(6),
                maybe=("V17",))  # fmt: skip
_OTHER_CARD = Fault(rule=None, field="card_number", kind="old_card", rate=1, when=OFFICIAL,
                    make=lambda c: "91" + digits(c.chance, 6), maybe=("V17",))  # fmt: skip


def _respelt(kind: str, make: Callable[[Cell], str]) -> Fault:
    return Fault(rule=None, field="full_name", kind=kind, rate=1, make=make, maybe=("V02", "V03"))


_HEARD, _TELEX = _respelt("heard", heard), _respelt("telex", telex)
_SHORT, _TURNED = _respelt("without_middle", without_middle), _respelt("given_first", given_first)

COPIES: tuple[Copy, ...] = (
    Copy("exact", 0.0006, (), "cell"),
    Copy("heard", 0.0008, (_HEARD, _NO_CARD)),
    Copy("telex", 0.0006, (_TELEX, _NO_ID)),
    Copy("without_middle", 0.0010, (_SHORT, _NO_ID)),
    Copy("given_first", 0.0006, (_TURNED,)),
    Copy("initials", 0.0004, (_respelt("initials", initials), _NO_PHONE)),
    Copy("neighbour_key", 0.0010, (_ID_KEY, _NO_FILE, _OTHER_CARD)),
    Copy("year_only", 0.0006, (_YEAR, _NO_ID)),
    Copy("moved_far", 0.0012, (_NO_PHONE, _OTHER_CARD), "far"),
    Copy("hard_far", 0.0006, (_NO_ID, _NO_CARD, _NO_FILE, _NO_PHONE), "far"),
    Copy("hard_heard", 0.0006, (_HEARD, _NO_ID, _NO_CARD, _NO_FILE)),
    Copy("hard_swapped", 0.0006, (_SWAP, _NO_ID, _NO_CARD, _NO_FILE)),
)
