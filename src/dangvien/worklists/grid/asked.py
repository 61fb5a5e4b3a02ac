"""What an address of the grid asks for: the saved view, the facets, the groups opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from dangvien.core.rules import BOOK
from dangvien.worklists.words import SEVERITIES, SUBJECTS

ALL, BLOCKING, LATE, APPROVE, TWINS = "tat-ca", "chan", "qua-han", "cho-duyet", "nghi-trung"
VIEWS = (APPROVE, BLOCKING, TWINS, LATE, ALL)
HOLDERS = ("officer", "cell", "police", "above")
BY_KIND, BY_UNIT = "loai", "chi-bo"
# The parameter of each facet, and the field of `Asked` that keeps it.
FACETS = {"muc": "severities", "loai": "kinds", "dang-o": "holders", "chi-bo": "units"}
_RULES = frozenset(rule.code for rule in BOOK)
_MOST = 200  # findings named one by one in an address


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole of it; `query()` writes it back. `units` holds at most one id."""

    view: str = ALL
    severities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sort: str = BY_KIND
    opened: tuple[str, ...] = ()  # groups opened, and folded, by hand
    folded: tuple[str, ...] = ()
    group: str = ""  # one group alone, a page at a time
    after: str = ""
    chosen: tuple[str, ...] = ()  # findings alone, by uid

    @property
    def unit(self) -> int | None:
        """The unit asked for."""
        return int(self.units[0]) if self.units else None

    @property
    def facets(self) -> bool:
        """Whether any facet narrows the list."""
        return bool(self.severities or self.kinds or self.holders or self.units)

    def query(self) -> str:
        """As it stands in an address, "?" first."""
        told: list[tuple[str, str]] = [("xem", self.view)] if self.view != ALL else []
        for name, field in FACETS.items():
            told += [(name, value) for value in getattr(self, field)]
        told += [("xep", self.sort)] if self.sort != BY_KIND else []
        told += [("mo", key) for key in self.opened] + [("gon", key) for key in self.folded]
        told += [("nhom", self.group)] if self.group else []
        told += [("sau", self.after)] if self.after else []
        told += [("viec", uid) for uid in self.chosen]
        return "?" + urlencode(told)

    def toggled(self, name: str, value: str) -> Asked:
        """With a value of a facet put in, or taken out."""
        had: tuple[str, ...] = getattr(self, FACETS[name])
        now = tuple(one for one in had if one != value) if value in had else (*had, value)
        now = now[-1:] if name == "chi-bo" else now
        return replace(self.plain(), **{FACETS[name]: now})  # type: ignore[arg-type]

    def plain(self) -> Asked:
        """The same facets, nothing opened by hand."""
        return replace(self, opened=(), folded=(), group="", after="", chosen=())

    def seeing(self, view: str) -> Asked:
        """The saved view, with the facets that the other one had."""
        return replace(self.plain(), view=view)

    def open(self, key: str) -> Asked:
        """With a group opened."""
        rest = tuple(one for one in self.folded if one != key)
        return replace(self, opened=_with(self.opened, key), folded=rest, group="", after="")

    def fold(self, key: str) -> Asked:
        """With a group folded."""
        rest = tuple(one for one in self.opened if one != key)
        return replace(self, folded=_with(self.folded, key), opened=rest, group="", after="")

    def alone(self, key: str, after: str = "") -> Asked:
        """One group alone, past a row."""
        return replace(self.plain(), group=key, after=after)


def read(told: QueryDict) -> Asked:
    """What an address says; what it says of nothing we know is left out."""
    view, sort, unit = told.get("xem", ALL), told.get("xep", BY_KIND), told.get("chi-bo", "")
    return Asked(
        view=view if view in VIEWS else ALL,
        severities=_known(told.getlist("muc"), SEVERITIES),
        kinds=_known(told.getlist("loai"), {*SUBJECTS, *_RULES}),
        holders=_known(told.getlist("dang-o"), HOLDERS),
        units=(unit,) if unit.isascii() and unit.isdigit() and len(unit) < 18 else (),
        sort=sort if sort in (BY_KIND, BY_UNIT) else BY_KIND,
        opened=_keys(told.getlist("mo")), folded=_keys(told.getlist("gon")),
        group=next(iter(_keys([told.get("nhom", "")])), ""), after=told.get("sau", "")[:120],
        chosen=uids(told.getlist("viec")),
    )  # fmt: skip


def uids(texts: Collection[str]) -> tuple[str, ...]:
    """Those of the texts that are ids, each once."""
    found: dict[str, None] = {}
    for text in list(texts)[:_MOST]:
        try:
            found[str(UUID(text))] = None
        except ValueError:
            continue
    return tuple(found)


def _known(values: list[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value in known))


def _keys(values: list[str]) -> tuple[str, ...]:
    fine = (one for one in values if one and len(one) < 24 and one.replace("-", "").isalnum())
    return tuple(dict.fromkeys(fine))[:40]


def _with(had: tuple[str, ...], key: str) -> tuple[str, ...]:
    return had if key in had else (*had, key)
