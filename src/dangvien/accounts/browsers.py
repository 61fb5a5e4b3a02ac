"""What a browser calls itself, in words its owner recognises."""

from __future__ import annotations

_BROWSERS = (
    ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "điện thoại Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Windows", "máy Windows"), ("Macintosh", "máy Mac"), ("Linux", "máy Linux"),
)  # fmt: skip


def told(user_agent: str) -> str:
    """ "Chrome, máy Windows"; what is not known is said."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Trình duyệt khác")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "thiết bị chưa rõ")
    return f"{browser}, {system}"
