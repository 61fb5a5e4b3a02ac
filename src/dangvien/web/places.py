"""The named places of the top and bottom bars: those that exist and that a user's roles reach."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from django.urls import Resolver404, resolve

from dangvien.accounts.permissions import ROLES
from dangvien.worklists.views.lists import OF_A_CELL


class Place(NamedTuple):
    """One named place: the word pages use for it, address, name, icon, permission asked.

    `short`: its name under a thumb. `within`: the word of pages that belong here too.
    """

    key: str
    address: str
    name: str
    icon: str
    permission: str
    short: str = ""
    within: str = ""

    @property
    def here(self) -> tuple[str, ...]:
        """The words of the pages on which this place is the current one."""
        return (self.key, self.within) if self.within else (self.key,)


PLACES = (
    Place("home", "/", "Tổng quan", "home", "", within="progress"),
    Place("worklist", "/viec/", "Danh sách việc", "work", "member.list", short="Việc"),
    Place("members", "/dang-vien/", "Đảng viên", "users", "member.list"),
    Place("orgs", "/to-chuc/", "Tổ chức", "tree", "org.read"),
    Place("exchange", "/nhap/", "Nhập – xuất", "exchange", "import.run"),
    Place("reports", "/bao-cao/", "Báo cáo", "report", "campaign.read"),
)

# A cell begins with whom to ask (design.md §1); its figures come third.
_CELL_FIRST = ("worklist", "members", "progress")
_PROGRESS = Place("progress", "/tien-do/", "Tiến độ", "flag", "campaign.read", within="home")

# Beside the bar, in the person's menu.
ALSO = (
    Place("campaign", "/chien-dich/", "Chiến dịch", "flag", "campaign.read"),
    Place("questions", "/hoi-dap/", "Hỏi đáp", "question", "finding.work"),
    Place("proposals", "/duyet/", "Đề nghị sửa", "pending", "finding.work"),
    Place("re_entry", "/nhap-lai/", "Nhập lại CSDL quốc gia", "edit", "reentry.tick"),
    Place("rules", "/quy-tac/", "Bộ quy tắc", "shield", "finding.work"),
    Place("log", "/nhat-ky/", "Nhật ký", "history", "audit.read"),
)


def bar(roles: set[str]) -> Iterator[Place]:
    """The places of somebody's bar; on a phone the first three stand there, the rest under "Thêm"."""
    found = list(open_to(permissions_of(roles)))
    if not roles or not roles <= OF_A_CELL:
        return iter(found)
    found = [one for one in (*found, _PROGRESS) if one.key != "home" and exists(one.address)]
    order = {key: at for at, key in enumerate(_CELL_FIRST)}
    return iter(sorted(found, key=lambda one: order.get(one.key, len(order))))


@cache
def exists(address: str) -> bool:
    """Whether anything answers at an address."""
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def permissions_of(roles: set[str]) -> set[str]:
    """Everything some roles may do, somewhere."""
    return {one for role in roles if role in ROLES for one in ROLES[role][1]}


def open_to(permissions: set[str], places: tuple[Place, ...] = PLACES) -> Iterator[Place]:
    """The places that somebody with these permissions finds in the bar, or in the menu."""
    for place in places:
        if (not place.permission or place.permission in permissions) and exists(place.address):
            yield place
