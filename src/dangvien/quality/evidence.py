"""Where somebody saw a value: what the screen offers, what then happens, how the history says it."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """One answer to "Đồng chí nhìn thấy ở đâu?": its key, its words, what happens then."""

    key: str
    words: str
    then: str


EVIDENCE: tuple[Evidence, ...] = (
    Evidence("card", "Thẻ căn cước, tôi đã nhìn thẻ", ""),
    Evidence("copy", "Bản sao trong hồ sơ giấy", ""),
    Evidence("file", "Hồ sơ đảng viên gốc", ""),
    Evidence("decision", "Quyết định, văn bản", "Ghi số, ngày của văn bản ở ô dưới"),
    Evidence("told", "Đảng viên đọc cho tôi", "Người duyệt sẽ gọi lại để kiểm tra"),
)
TOLD = "told"  # nobody has seen a paper: somebody else looks again, whatever the field
DECISION = "decision"
LIST = "list"  # a list that was imported says so; its bytes are kept as evidence
BY_RULE = "rule"  # a safe fix taken in bulk: notation only, as the rule book proposes

# Where the proposer held the paper in the hand: the value then counts as compared with it.
SEEN = frozenset({"card", "copy", "file", "decision"})

_SAID = {
    "card": "Thẻ căn cước",
    "copy": "Bản sao trong hồ sơ giấy",
    "file": "Hồ sơ đảng viên gốc",
    "decision": "Quyết định, văn bản",
    "told": "Đảng viên đọc",
    LIST: "Danh sách nhập vào",
    BY_RULE: "Sửa an toàn theo quy tắc",
}
KEYS = frozenset(one.key for one in EVIDENCE)


def said(key: str, source: str = "") -> str:
    """The evidence as a history says it: "Thẻ căn cước: phiếu TL-07-0003"."""
    words, more = _SAID.get(key, ""), source.strip()
    return f"{words}: {more}" if words and more else words or more
