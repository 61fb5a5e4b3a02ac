"""Names of people: how a name is written, and what in a cell does not belong to a name."""

from __future__ import annotations

import re
from unicodedata import normalize

from dangvien.core.encodings import debris, decode_line
from dangvien.core.encodings.syllable import syllables
from dangvien.core.reading import EMPTY, Reading
from dangvien.core.reference.codes import surnames
from dangvien.core.text.cleaning import clean, is_placeholder, what_was_cleaned

TITLE_REASON = "viết hoa chữ cái đầu mỗi tiếng"

# Frequent surnames. They make the quick path safe ("Ông Lê Văn Ba" is no plain name) and tell the
# address "ông" from the surname Ông; a name with any other surname is read in full, nothing more.
SURNAMES = surnames()


def _plain(case: str) -> str:
    surnames = sorted((name.upper() if case == "upper" else name for name in SURNAMES), key=len)
    return f"^(?:{'|'.join(reversed(surnames))})(?: {syllables(case)}){{1,6}}$"


# For the regex engines of Python and of Polars: names that read as themselves, and as the title
# case that Polars' `str.to_titlecase` gives.
PLAIN_TITLE = _plain("title")
PLAIN_UPPER = _plain("upper")
_is_plain_title = re.compile(PLAIN_TITLE).fullmatch
_is_plain_upper = re.compile(PLAIN_UPPER).fullmatch

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f"
_RUN = re.compile(f"[{_LATIN}]+")
_STRANGE = re.compile(f"[^{_LATIN}0-9 '’.-]")
_APOSTROPHES = str.maketrans("‘`´ʼʹ′", "''''''")
_ADDRESS = re.compile(
    r"(?:ông|bà|anh|chị|cô|chú|bác|đồng chí|đ/c|đ\.c|đc|ô\.|b\.|gs\.|pgs\.|ts\.|ths\.|bs\.|ks\.)"
    r"(?:[.:]? +|[.:])",
    re.IGNORECASE,
)
_DAMAGED = re.compile(r"\ufffd|[^\W\d_]\?|\?[^\W\d_]")  # letters that a file has lost
_NOTE = re.compile(r" *[(\[{][^()\[\]{}]*[)\]}]?$| +[-–—] .*$")
_LOOSE_DIGITS = re.compile(r"(?<![^\W\d_])[\d.]*\d[\d.]*|\d+(?= |$)")


def read_name(raw: str) -> Reading:
    """Read a person's name: in title case, or as it is where something in it is no name."""
    if _is_plain_title(raw):
        return Reading(raw)
    if _is_plain_upper(raw):
        return Reading(raw.title(), reason=TITLE_REASON)
    return _read(raw)


def _read(raw: str) -> Reading:
    cleaned = clean(raw)
    if debris(raw) or debris(cleaned) or _DAMAGED.search(cleaned):
        return _garbled(raw)
    if not cleaned:
        return EMPTY
    if is_placeholder(cleaned):
        return Reading(cleaned, "placeholder")
    reasons = what_was_cleaned(raw)
    noise = ["noise"] if reasons else []
    faults = _faults(cleaned)
    value = cleaned if faults and faults != ["one_word"] else title_case(cleaned)
    if value != cleaned:
        reasons.append(TITLE_REASON)
        if not cleaned.isupper():
            faults.append("case")
    fix = _fix(value)
    return Reading(
        value,
        " ".join(noise + faults) or None,
        fix,
        "; ".join(reasons) or None,
        "bỏ phần không thuộc họ tên" if fix else None,
        0.9 if fix else 1.0,
    )


def title_case(s: str) -> str:
    """Write a name (NFC) with a capital at each word: "Nguyễn Thị Hường", "H'Hen Niê".

    After an apostrophe a capital follows a one-letter prefix (H', K', M'); after a longer prefix or
    a hyphen the writer's own choice stays, where the letters show that a choice was made.
    """
    if s.replace(" ", "").isalpha():
        written = s.title()
    else:
        chosen = not (s.islower() or s.isupper())
        written = _RUN.sub(lambda run: _cased(run, chosen), s)
    return written if written.casefold() == s.casefold() and len(written) == len(s) else s


def _cased(run: re.Match[str], chosen: bool) -> str:
    letters, text, start = run[0], run.string, run.start()
    before = text[start - 1 : start]
    capital = True
    if before in ("'", "’"):
        prefix = _prefix_length(text, start - 1)
        capital = prefix <= 1 or (chosen and letters[0].isupper())
    elif before == "-" and start > 1 and text[start - 2] != " ":
        capital = not chosen or letters[0].isupper()
    return (letters[0].upper() if capital else letters[0].lower()) + letters[1:].lower()


def _prefix_length(text: str, end: int) -> int:
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return end - start


def _faults(value: str) -> list[str]:
    bare = _without_address(value)
    faults = ["title"] if bare != value else []
    if any(map(str.isdigit, bare)):
        faults.append("digits")
    if any(not char.isdigit() for char in _STRANGE.findall(bare)):
        faults.append("symbols")
    if not faults and len(bare.split()) < 2:
        faults.append("one_word")
    return faults


def _without_address(value: str) -> str:
    """The name without "Ông", "Đ/c" … and a note behind it; itself if too little would be left."""
    bare = _NOTE.sub("", value)
    address = _ADDRESS.match(bare)
    if address:
        rest = bare[address.end() :].split()
        may_be_name = address[0].strip().lower() in ("ông", "anh", "cô", "chú")
        if len(rest) >= 2 and (not may_be_name or title_case(rest[0]) in SURNAMES):
            bare = " ".join(rest)
    return bare if len(bare.split()) >= 2 else value


def _fix(value: str) -> str | None:
    """What remains when all that is no name is taken away, if that is a faultless name."""
    bare = _LOOSE_DIGITS.sub("", _without_address(value)).translate(_APOSTROPHES)
    words = (re.sub(r"^\W+|[^\w.]+$", "", word) for word in bare.split())
    bare = title_case(clean(normalize("NFC", " ".join(words))))
    return bare if bare and bare != value and not _faults(bare) else None


def _garbled(raw: str) -> Reading:
    """The text stays as read, because cleaning would take away letters of a legacy encoding."""
    decoded = decode_line(raw)
    fix = title_case(clean(decoded)) if decoded else None
    if fix is None or read_name(fix).fault:
        return Reading(raw.strip(), "garbled")
    return Reading(raw.strip(), "garbled", fix, fix_reason="giải mã bảng mã cũ", confidence=0.9)
