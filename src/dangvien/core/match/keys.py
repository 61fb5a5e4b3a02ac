"""Rows made ready for matching: plain keys, null where nothing (usable) is given."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from dangvien.core.address import clean_address, resolve, split_tail
from dangvien.core.encodings.syllable import valid_syllable
from dangvien.core.match.distinct import each, hashed, join
from dangvien.core.match.sounds import sound
from dangvien.core.text import fold, tones

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DMY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_SAME_DIGIT = [digit * size for digit in "0123456789" for size in range(8, 13)]
COLUMNS = (
    "full_name", "full_name__fix", "sex", "birth_date", "birth_date__fix",
    "citizen_id", "citizen_id__fix", "old_id_number", "card_number", "card_number__fix",
    "file_number", "phone", "phone__fix", "hometown", "permanent_address", "admission_date",
    "org_code", "org_name", "status", "status__state", "temporary_cell", "note",
)  # fmt: skip

_fold_word = cache(fold)


@cache
def _plain_word(word: str) -> str:
    return tones(word.lower())


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per row of a standard frame, in its order; `uid` is its position (UInt32).

    Text stays where a distance is needed (name, key, birth, cid, card); what is only compared for
    equality is a UInt64 hash. Columns that the frame lacks are null throughout.
    """
    source = frame.select(
        pl.col(name).cast(pl.String) if name in frame.columns
        else pl.lit(None, dtype=pl.String).alias(name)
        for name in COLUMNS
    )  # fmt: skip
    valid = (
        frame["citizen_id__valid"] if "citizen_id__valid" in frame.columns
        else source["citizen_id"].str.contains(r"^\d{12}$")
    )  # fmt: skip
    return pl.concat(
        [
            valid.fill_null(False).alias("cid_valid").to_frame(),
            _names(source.select(_proposed("full_name")).to_series()),
            _births(source.select(_birth_text())["birth_date"]),
            _homes(source),
            source.select(
                *_numbers(),
                sex=pl.col("sex"),
                admission=hashed(_full_date("admission_date")),
                unit=hashed(pl.coalesce("org_code", "org_name").str.to_lowercase()),
                cell=hashed(pl.col("org_name").str.to_lowercase()),
                away=hashed(pl.col("temporary_cell").str.to_lowercase()),
                guest=pl.col("note").str.contains(r"(?i)tạm thời").fill_null(False),
                state=pl.coalesce("status__state", "status"),
            ),
        ],
        how="horizontal",
    ).with_row_index("uid")


def _names(names: pl.Series) -> pl.DataFrame:
    """name (lower case, tones in one place), key (folded) and what hangs on the key."""
    table = each(names, ("name", "key", "sound", "odd"), _name)
    words = pl.col("key").str.split(" ")
    table = table.with_columns(
        odd=pl.col("odd") != "",
        odd_given=pl.col("odd") == "given",
        sound=hashed(pl.col("sound")),
        family=hashed(words.list.first()),
        given=words.list.last(),
        called=pl.col("name").str.split(" ").list.last(),
        plain=pl.col("name") == pl.col("key"),
        rest=hashed(words.list.slice(1).list.join(" ")),
        initials=words.list.slice(1, words.list.len() - 2)
        .list.eval(pl.element().str.head(1)).list.join(""),
        bag=hashed(words.list.sort().list.join(" ")),
    )  # fmt: skip
    return join(names, table).with_columns(bearers=pl.len().over("called"))


def _name(text: str) -> tuple[str, str, str, str] | None:
    words = text.split()
    key = " ".join(map(_fold_word, words))
    return (" ".join(map(_plain_word, words)), key, sound(key), _odd(words)) if key else None


def _odd(words: list[str]) -> str:
    """Which word no Vietnamese can be, by a slip of the typist: "given", "other" or "" for none.

    A name written without any accent has lost the marks by which one could tell.
    """
    if all(map(str.isascii, words)) or all(map(valid_syllable, words)):
        return ""
    return "other" if valid_syllable(words[-1]) else "given"


def _birth_text() -> pl.Expr:
    """The value in force, or its proposed reading when it cannot be read as it stands."""
    value = pl.col("birth_date")
    return pl.when(value.str.contains(r"^\d{4}")).then(value).otherwise(_proposed("birth_date"))


def birth(text: str) -> tuple[int, int | None, int | None] | None:
    """(year, month, day) of an ISO partial date or of a d/m/y text, even of an impossible one."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return (year, month, day) if year else None
    if found := _DMY.fullmatch(text.strip()):
        return int(found[3]), int(found[2]), int(found[1])
    return None


def _proposed(name: str) -> pl.Expr:
    """The value as it is proposed to be: a key may lean on a fix that nobody has confirmed yet."""
    return pl.coalesce(f"{name}__fix", name)


def _births(texts: pl.Series) -> pl.DataFrame:
    """year, month, day (Int16) and birth: "YYYY-MM-DD" when all three are given."""
    table = each(texts, ("year", "month", "day"), birth, dtype=pl.Int16)
    month, day = (pl.col(name).cast(pl.String).str.zfill(2) for name in ("month", "day"))
    return join(texts, table.with_columns(birth=pl.format("{}-{}-{}", "year", month, day)))


def _full_date(name: str) -> pl.Expr:
    return pl.when(pl.col(name).str.len_bytes() == 10).then(name)


def _homes(source: pl.DataFrame) -> pl.DataFrame:
    """home, province (of origin; of residence in a list that has no other) and address."""
    # Three parts of an address: house numbers would make every value distinct.
    tail = pl.col("permanent_address").str.split(",").list.tail(3).list.join(",")
    lived = _places(source.select(tail).to_series())
    origin = source["hometown"]
    homes = lived if origin.null_count() == origin.len() else _places(origin)
    return homes.with_columns(address=lived["home"])


def _places(texts: pl.Series) -> pl.DataFrame:
    table = each(texts, ("home", "province"), place)
    return join(texts, table.with_columns(hashed(pl.col("home", "province"))))


def place(text: str) -> tuple[str, str | None]:
    """Key of the commune of today, or of the words where that is not certain; province code."""
    _, tail = split_tail(clean_address(text))
    found = resolve(tail)
    return found.commune or fold(tail), found.province


def _numbers() -> list[pl.Expr]:
    """cid, old, card, file, phone as they would be without their slips of length and spacing."""
    citizen_id, card = (_digits(_proposed(name)) for name in ("citizen_id", "card_number"))
    old = _digits(pl.col("old_id_number"))
    size, card_size = citizen_id.str.len_bytes(), card.str.len_bytes()
    file = pl.col("file_number").str.to_uppercase().str.replace_all(r"[^0-9A-ZĐ]", "")
    phone = _proposed("phone").str.replace_all(r"\D", "")
    phone = phone.str.replace(r"^(?:00)?84(\d{9})$", "0$1").str.replace(r"^([1-9]\d{8})$", "0$1")
    a_phone = (phone.str.len_bytes() == 10) & ~phone.is_in(_SAME_DIGIT)
    # A 12-digit card number is the citizen id (member-data §2.1); nine digits are an old id.
    padded = pl.when(size.is_between(10, 12)).then(citizen_id.str.zfill(12))
    return [
        pl.coalesce(padded, pl.when(card_size == 12).then(card)).alias("cid"),
        hashed(pl.coalesce(old, pl.when(size == 9).then(citizen_id))).alias("old"),
        pl.when(card_size.is_between(7, 8)).then(card.str.zfill(8)).alias("card"),
        hashed(pl.when(file.str.len_bytes() >= 5).then(file)).alias("file"),
        hashed(pl.when(a_phone).then(phone)).alias("phone"),
    ]


def _digits(value: pl.Expr) -> pl.Expr:
    value = value.str.replace_all(r"\D", "")
    return pl.when((value.str.len_bytes() >= 7) & ~value.is_in(_SAME_DIGIT)).then(value)
