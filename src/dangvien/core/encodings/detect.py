"""Which legacy encoding a column is in: a vote of its words before and after trial decoding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from dangvien.core.encodings.syllable import valid_syllable
from dangvien.core.encodings.tables import DECODERS, decode, is_unicode

SAMPLE = 300  # values with marks that are looked at, spread over the column
_BETWEEN_WORDS = re.compile(r"[\x00-/:-@\[-`{-\x7f0-9]+")  # ASCII only: the rest may be letters
_HARD = re.compile(  # what no Unicode text has inside a Vietnamese word: "V¨n", "NguyÔn", "Huøng"
    r"[^\W\d_][\x80-\x9f¡-³µ¶¸-¿×÷\xad]|[\x80-\x9f¡-³µ¶¸-¿×÷\xad][^\W\d_]|[a-z][À-Þ]"
    r"|(?i:a[ùøûõïâáàåãäêéèúüë]|[eo][ùøûõïâáàåãä]|[uyôö][ùøûõï])"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The encoding of a column; shares (0-1) of readable words before and after decoding."""

    encoding: str
    evidence: str
    before: float
    after: float


def detect(values: Sequence[str]) -> Decision | None:
    """Vote on the encoding of a column from its distinct values; None is Unicode or undecided."""
    marked = [value for value in values if not value.isascii()]
    sample = marked[:: len(marked) // SAMPLE + 1]
    best = _best(sample)
    if best is None:
        return None
    encoding, before, after, words = best
    evidence = (
        f"Bảng mã {encoding}: sau khi giải mã đọc được {_percent(after)} số tiếng có dấu, "
        f"trước đó {_percent(before)} (xét {len(sample)} giá trị, {words} tiếng khác nhau)."
    )
    return Decision(encoding, evidence, before, after)


def fits(values: Sequence[str], encoding: str) -> bool:
    """Tell whether one more column of a file in this encoding is in it too, by what gets readable."""
    marked = [value for value in values if not value.isascii()]
    raw = {word for value in marked for word in _words(_as_unicode(value)) if not word.isascii()}
    after = _trial(marked, encoding)
    return after >= 0.5 and after > _share({word for word in raw if len(word) > 1})


def decode_line(s: str) -> str | None:
    """Decode a line that stands alone, only when everything speaks for one encoding; else None.

    Never as VISCII: it makes syllables of nearly anything, and lists were not typed in it.
    """
    best = _best([s]) if debris(s) else None
    if best is None:
        return None
    encoding, before, after, _ = best
    evident = after == 1 and before <= 1 / 3 and not encoding.startswith("VISCII")
    return decode(s, encoding) if evident else None


def debris(s: str) -> bool:
    """Tell whether a word of the text can only come from a legacy encoding or a damaged file."""
    if s.isascii() or not _HARD.search(s):
        return False
    words = _words(_as_unicode(s))
    return any(_HARD.search(word) and not _readable(word) for word in words)


def _readable(word: str) -> bool:
    return valid_syllable(word.replace("\xad", "").lower())


def _best(sample: list[str]) -> tuple[str, float, float, int] | None:
    """Encoding, shares before and after, number of distinct words; None when nothing convinces."""
    raw = {word for value in sample for word in _words(_as_unicode(value))}
    raw = {word for word in raw if len(word) > 1 and not word.isascii()}
    if len(raw) < 2:
        return None
    before = _share(raw)
    if before > 0.6:
        return None
    tried = sorted(
        ((_trial(sample, encoding), encoding) for encoding in _candidates(sample)),
        key=lambda trial: -trial[0],
    )
    if not tried or tried[0][0] < max(0.75, before + 0.4):
        return None
    after, encoding = tried[0]
    family = encoding.split(" ")[0]
    rivals = [share for share, name in tried if not name.startswith(family)]
    if rivals and after - max(rivals) < max(0.1, 1 / len(raw)):
        return None
    return encoding, before, after, len(raw)


def _candidates(sample: list[str]) -> list[str]:
    """Encodings that the letters of the sample do not exclude."""
    unicode_cells = sum(map(is_unicode, sample))
    legacy_fits = unicode_cells <= len(sample) / 10
    return [name for name in DECODERS if legacy_fits or "(windows-1258)" in name]


def _trial(sample: list[str], encoding: str) -> float:
    decoded: set[str] = set()
    for value in sample:
        pairs = zip(_words(value), _words(decode(value, encoding)), strict=False)
        decoded.update(after for before, after in pairs if len(before) > 1 and not before.isascii())
    return _share(decoded)


def _as_unicode(s: str) -> str:
    """NFC, and the Icelandic Ð that Unicode texts often carry for Đ."""
    return normalize("NFC", s).replace("Ð", "Đ").replace("ð", "đ")


def _words(s: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(s) if word]


def _share(words: set[str]) -> float:
    return sum(map(valid_syllable, words)) / len(words) if words else 0.0


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
