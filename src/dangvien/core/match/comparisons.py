"""How two rows are compared: for each thing compared, its levels from same to different.

A level is a SQL condition over `<column>_l` and `<column>_r` of `keys.prepare`, and the Vietnamese
words in which a person is told. The first condition that holds is the level; where a value is
missing nothing is said. The weight of each level stands in `weights.json`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """`words` is empty where nothing need be said. `rarity`: column whose frequency weighs it."""

    key: str
    sql: str
    words: str = ""
    rarity: str | None = None


@dataclass(frozen=True)
class Comparison:
    """`absent`: when nothing can be compared. `number`: an identifier, hardly ever shared."""

    name: str
    absent: str
    levels: tuple[Level, ...]
    number: bool = False


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _either_absent(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _one_off(column: str) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) <= 1"


def _within(short: str, long: str) -> str:
    return f"list_has_all(string_split({long}, ' '), string_split({short}, ' '))"


def _number(name: str, label: str, *, typo: bool = False, absent: str | None = None) -> Comparison:
    near = [Level("near", _one_off(name), f"{label} khác một chữ số")] if typo else []
    return Comparison(
        name,
        absent or _either_absent(name),
        (
            Level("same", _same(name), f"cùng {label}"),
            *near,
            Level("different", "ELSE", f"khác {label}"),
        ),
        number=True,
    )


RARITIES = ("name", "key", "birth", "home", "province", "admission")
_PARTIAL = "birth_l is null or birth_r is null"
_NEW_YEAR = "(month_l = 1 and day_l = 1) or (month_r = 1 and day_r = 1)"

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name",
        _either_absent("key"),
        (
            Level("same", _same("name"), "cùng họ tên", rarity="name"),
            Level("unaccented", "key_l = key_r and (name_l = key_l or name_r = key_r)",
                  "cùng họ tên, một bên viết không dấu", rarity="key"),
            Level("accents", _same("key"), "họ tên chỉ khác dấu", rarity="key"),
            Level("order", _same("bag"), "cùng các chữ trong họ tên nhưng khác thứ tự"),
            Level("sound", _same("sound"), "họ tên đọc gần giống nhau"),
            Level("middle", "family_l = family_r and given_l = given_r and "
                  f"({_within('key_l', 'key_r')} or {_within('key_r', 'key_l')})",
                  "cùng họ và tên, một bên thiếu chữ đệm"),
            Level("slip", "odd_l <> odd_r and damerau_levenshtein(name_l, name_r) <= 2",
                  "họ tên gần giống nhau, một bên gõ sai"),
            Level("near", f"{_one_off('key')} or jaro_winkler_similarity(key_l, key_r) >= 0.97",
                  "họ tên gần giống nhau"),
            Level("given", _same("given"), "cùng tên, khác họ hoặc chữ đệm"),
            Level("different", "ELSE", "khác họ tên"),
        ),
    ),
    Comparison(
        "birth",
        _either_absent("year"),
        (
            Level("same", _same("birth"), "cùng ngày sinh", rarity="birth"),
            Level("swapped", "year_l = year_r and month_l = day_r and day_l = month_r",
                  "ngày và tháng sinh đổi chỗ"),
            Level("partial", f"year_l = year_r and ({_PARTIAL}) and "
                  "coalesce(month_l, month_r) = coalesce(month_r, month_l)",
                  "cùng năm sinh, một bên không ghi đủ ngày tháng"),
            Level("new_year", f"year_l = year_r and ({_NEW_YEAR})",
                  "cùng năm sinh, một bên ghi ngày 1 tháng 1"),
            Level("near", _one_off("birth"), "ngày sinh khác một chữ số"),
            Level("part", "year_l = year_r and (month_l = month_r or day_l = day_r)",
                  "cùng năm sinh, lệch ngày hoặc tháng"),
            Level("year", _same("year"), "cùng năm sinh, khác ngày tháng"),
            Level("anniversary", "month_l = month_r and day_l = day_r",
                  "cùng ngày tháng sinh, khác năm"),
            Level("different", "ELSE", "khác ngày sinh"),
        ),
    ),
    # Two valid and different ids are left to the guard; here they neither help nor hinder.
    _number(
        "cid", "số căn cước", typo=True,
        absent=f"{_either_absent('cid')} or (cid_valid_l and cid_valid_r and cid_l <> cid_r)",
    ),
    _number("old", "số CMND cũ"),
    _number("card", "số thẻ đảng viên", typo=True),
    _number("file", "số lý lịch"),
    _number("phone", "số điện thoại"),
    Comparison(
        "home",
        f"{_either_absent('home')} or "
        "((province_l is null or province_r is null) and home_l <> home_r)",
        (
            Level("same", _same("home"), "cùng quê quán", rarity="home"),
            Level("province", _same("province"), "quê cùng tỉnh", rarity="province"),
            Level("different", "ELSE", "khác quê quán"),
        ),
    ),
    Comparison(
        "sex",
        _either_absent("sex"),
        (Level("same", _same("sex")), Level("different", "ELSE", "khác giới tính")),
    ),
    Comparison(
        "admission",
        _either_absent("admission"),
        (
            Level("same", _same("admission"), "cùng ngày vào Đảng", rarity="admission"),
            Level("different", "ELSE", "khác ngày vào Đảng"),
        ),
    ),
)  # fmt: skip
