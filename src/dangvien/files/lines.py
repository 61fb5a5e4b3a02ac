"""What a line of text says when it is no person: an organisation, a total, a signature, a title."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from dangvien.core.encodings import DECODERS, decode
from dangvien.files.headings import key

Level = Literal["cell", "committee", "group", "unit"]

LONGEST = 200
_LEGACY = [name for name in DECODERS if name != "UTF-8"]

_NUMBERING = re.compile(
    r"^[\s*+•–-]*(?:(?:[IVXLCDM]{1,6}|\d{1,3}(?:\.\d{1,3})*|[A-Za-zĐđ])\s*[.)\-–:/]+\s*)?[\s*+•–-]*"
)
_BARE_NUMBER = re.compile(r"^(?:[IVXLC]+|\d{1,3})\s+(?=\S{2,5}\s)")  # "I Chi bộ …"
_COUNT_AFTER = re.compile(
    r"[\s:;,.(–-]*(?:\b(?:có|tổng số|gồm|số lượng)\b[\s:]*)?\d[\d.]*\s*"
    r"(?:đảng viên|đồng chí|đ/c|đc|đv|người)\b.*$|\s*[:(]\s*\d+\s*\)?\s*$|[\s:;,(–-]+$",
    re.IGNORECASE | re.DOTALL,
)
_IN_TITLE = re.compile(
    r"(?:chi bộ|đảng bộ|đảng u[ỷỳ]|đảng ủy).*?(?=\s*(?:$|\n|[(;]"
    r"|,?\s+(?:năm|tính đến|đến ngày|đến tháng|thuộc|trực thuộc|quý|tháng)\b))",
    re.IGNORECASE,
)
_CELL = re.compile(r"(?:chi bo|cb)(?: |$)")
_COMMITTEE = re.compile(r"(?:dang bo|dang uy|db|du)(?: |$)")
_GROUP = re.compile(
    r"(?:to dang|danh sach|doi tuong|dien|so|cac dong chi)?\s*"
    r"(?:to dang\b.*|dang vien (?:chinh thuc|du bi|mien|duoc mien|cao tuoi|sinh hoat|nu|di lam|tam)"
    r"\b.*)"
)
_UNITS = re.compile(
    r"(?:thôn|bản|tổ dân phố|tdp|khu phố|khu dân cư|khu|ấp|khối|xóm|làng|buôn|cơ quan|trường|trạm"
    r"|hợp tác xã|htx|công ty|văn phòng|doanh nghiệp)\s+\S",
    re.IGNORECASE,
)

_WHO = r"(?:dang vien|dv|d c|dc|dong chi|d v|nguoi|nam|nu|du bi|chinh thuc|trong do)"
COUNT = re.compile(rf"(?:(?:tong so|si so|co|{_WHO}) )*\d{{1,7}}(?: \d{{1,3}})*(?: {_WHO})*")
_TOTAL = re.compile(
    r"(?:danh sach (?:nay )?(?:gom|co)|tong(?: cong| so| hop)?|cong(?: chung| don)?|luy ke)"
    rf"(?: (?:{_WHO}|so|cong|chung|co|la|nay|hien co|danh sach|trang|muc|toan (?:dang bo|xa|chi bo)"
    r"|chi bo.*|dang bo.*|\d{1,7}))*"
)
_SIGNATURE = re.compile(
    r"(?:t m|tm|t l|tl|k t|kt|t u q|tuq)(?: .*)?|(?:pho |quyen )?bi thu(?: .*)?|chi uy(?: vien)?"
    r"|ban (?:thuong vu|chap hanh)(?: .*)?|(?:nguoi|can bo) (?:lap|tong hop|kiem tra|phu trach|ky"
    r"|nop|nhan|bao cao|duyet)(?: .*)?|lap bieu|thu truong(?: .*)?|chu tich(?: .*)?"
    r"|xac nhan(?: cua)?(?: .*)?|ky (?:va )?(?:ghi ro (?:ho )?(?:va )?ten|ten|dong dau)(?: .*)?"
    r"|noi nhan(?: .*)?|luu (?:vt|ho so|chi bo|van phong|vp)(?: .*)?|nhu tren|dai dien(?: .*)?"
    r"|thay mat(?: .*)?|da ky|dong dau"
)
_DATE_LINE = re.compile(
    r"(?:[a-z0-9 ]{0,60} )?ngay(?: \d{1,2})? thang(?: \d{1,2})? nam(?: \d{1,4})?"
)
_TITLE = re.compile(
    r"dang cong san viet nam|cong hoa xa hoi.*|doc lap tu do.*|(?:bang |phu luc |bieu )?danh sach.*"
    r"|bieu (?:so |mau )?\d.*|mau (?:so |bieu )?\d.*|phu luc.*|thong ke.*|kem theo.*"
    r"|don vi(?: tinh.*)?|tinh den.*|ghi chu.*|luu y.*|chu (?:y|thich).*|trang \d+.*"
)


def organisation(text: str) -> tuple[Level, str] | None:
    """Read a section line: its level and the organisation's name, without numbering and count."""
    for shown in readings(text):
        name = _COUNT_AFTER.sub(
            "", _BARE_NUMBER.sub("", _NUMBERING.sub("", shown, count=1))
        ).strip()
        words = key(name)
        if _CELL.match(words) and words not in {"chi bo", "cb"}:
            return "cell", name
        if _COMMITTEE.match(words) and words not in {"dang bo", "dang uy", "db", "du"}:
            return "committee", name
        if _GROUP.fullmatch(words):
            return "group", name
        if _UNITS.match(name):
            return "unit", name
    return None


def organisations_in_title(text: str) -> list[tuple[Level, str]]:
    """Organisations a title names, line by line: "Danh sách đảng viên Chi bộ bản X năm 2025"."""
    for shown in readings(text):
        names = [" ".join(found[0].split()) for found in _IN_TITLE.finditer(shown)]
        named = [(level[0], name) for name in names if (level := organisation(name))]
        if named:
            return named
    return []


@lru_cache(maxsize=1 << 14)
def readings(text: str) -> tuple[str, ...]:
    """A text, in NFC, and what it may be in a legacy font."""
    if text.isascii() or len(text) > LONGEST:
        return (text[:LONGEST],)
    decoded = (decode(text, encoding) for encoding in _LEGACY)
    return tuple(dict.fromkeys([normalize("NFC", text), *decoded]))


def is_total(text: str) -> bool:
    """Tell whether a text is the label of a total, count and all."""
    return _some(_TOTAL, text)


def is_count(text: str) -> bool:
    """Tell whether a text is a number, perhaps with a word for what was counted."""
    return len(text) <= LONGEST and COUNT.fullmatch(key(text)) is not None


def is_signature(text: str) -> bool:
    """Tell whether a text belongs to the block of signatures: office, "đã ký", place and date."""
    return _some(_SIGNATURE, text) or _some(_DATE_LINE, text)


def is_title(text: str) -> bool:
    """Tell whether a text is a title or a remark about the list."""
    return _some(_TITLE, text)


def _some(pattern: re.Pattern[str], text: str) -> bool:
    if len(text) > LONGEST:
        return False
    shown = readings(text)
    bare = [_NUMBERING.sub("", one, count=1) for one in shown]
    return any(pattern.fullmatch(key(one)) is not None for one in (*shown, *bare))
