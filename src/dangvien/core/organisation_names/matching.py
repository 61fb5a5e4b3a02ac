"""Which known organisation a written name means: exactly, or perhaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz, process

from dangvien.core.organisation_names.keys import Parts, org_key, parts, spelt

NEAR = 90.0
CLEARLY = 4.0  # by how much the best must beat the second


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was matched with; a near match is a proposal only (`code` stays None)."""

    code: str | None = None
    how: Literal["exact", "near"] | None = None
    score: float = 0.0
    guess_code: str | None = None
    guess_name: str | None = None


NONE = Match()
Known = tuple[str, str, str]  # code, name, key


def match_names(names: Sequence[str], known: Sequence[tuple[str, str]]) -> list[Match]:
    """Match each name with the known (code, name) pairs; one result per name, in order.

    Exact: the keys are equal; where several known ones share it, the accents say which. Near: a
    known name of the same kinds and numbers is alike (90 of 100 or more) and clearly the best, or
    the only one that holds the whole written name.
    """
    by_key: dict[str, list[Known]] = defaultdict(list)
    shelves: dict[tuple[object, ...], dict[str, list[Known]]] = defaultdict(dict)
    for code, name in known:
        key = org_key(name)
        by_key[key].append((code, name, key))
        shelves[_shelf(parts(key))][key] = by_key[key]
    found = {name: _match(name, by_key, shelves) for name in dict.fromkeys(names)}
    lost = [name for name, match in found.items() if match == NONE]
    found |= _parts_of_names(lost, by_key) if lost else {}
    return [found[name] for name in names]


def _parts_of_names(names: Iterable[str], by_key: dict[str, list[Known]]) -> dict[str, Match]:
    """Names that stand whole inside just one known name: "Nà Lốc" for "bản Nà Lốc". Proposals only."""
    holding: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key in by_key:
        for pair in pairwise(key.split()):
            holding[pair].add(key)
    found: dict[str, Match] = {}
    for name in names:
        key = org_key(name)
        pairs = list(pairwise(key.split()))
        keys = set.intersection(*(holding.get(pair, set()) for pair in pairs)) if pairs else set()
        keys = {other for other in keys if f" {key} " in f" {other} "}
        keys = {other for other in keys if parts(other).numbers == parts(key).numbers}
        if len(keys) == 1 and len(inside := by_key[keys.pop()]) == 1:
            found[name] = Match(None, "near", NEAR, inside[0][0], inside[0][1])
    return found


def _match(
    name: str,
    by_key: dict[str, list[Known]],
    shelves: dict[tuple[object, ...], dict[str, list[Known]]],
) -> Match:
    key = org_key(name)
    same = by_key.get(key, [])
    if len(same) > 1 and spelt(name):
        same = [one for one in same if spelt(one[1]) == spelt(name)] or same
    if len(same) == 1:
        code, known_name, _ = same[0]
        if _may_differ(name, known_name):
            return Match(None, "near", 95.0, code, known_name)
        return Match(code, "exact", 100.0, code, known_name)
    if same or not key:
        return NONE
    return _near(key, by_key, shelves.get(_shelf(parts(key)), {}))


def _may_differ(name: str, other: str) -> bool:
    """Accents are written on both sides and name different things ("thôn Hạ", "thôn Hà")."""
    one, two = spelt(name), spelt(other)
    if not one or not two or len(one.split()) != len(two.split()):
        return False
    pairs = zip(one.split(), two.split(), strict=True)
    return any(a != b and not a.isascii() and not b.isascii() and org_key(a) == org_key(b)
               for a, b in pairs)  # fmt: skip


def _near(key: str, by_key: dict[str, list[Known]], shelf: dict[str, list[Known]]) -> Match:
    words = key.split()
    for size in range(len(words) - 1, 0, -1):  # "thôn Hạ xã Tam Lư": a place behind the name
        if words[size] in ("xa", "phuong", "db", "thuoc", "truc", "dac"):
            inside = by_key.get(" ".join(words[:size]), [])
            if len(inside) == 1:
                return Match(None, "near", 92.0, inside[0][0], inside[0][1])
    best = _extract(key, shelf)
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < CLEARLY):
        return NONE
    other, score = best[0]
    if len(shelf[other]) > 1 or not _alike(key, other):
        return NONE
    code, name, _ = shelf[other][0]
    return Match(None, "near", round(score, 1), code, name)


def _extract(key: str, shelf: Iterable[str]) -> list[tuple[str, float]]:
    found = process.extract(
        key, list(shelf), scorer=fuzz.ratio, limit=2, score_cutoff=NEAR - CLEARLY
    )
    return [(other, score) for other, score, _ in found] if found and found[0][1] >= NEAR else []


def _alike(key: str, other: str) -> bool:
    """Words that differ are long enough for a slip of the pen; "tam" and "tan" are two names."""
    mine, theirs = Counter(key.split()), Counter(other.split())
    one, two = list((mine - theirs).elements()), list((theirs - mine).elements())
    if "".join(key.split()) == "".join(other.split()):
        return True
    return all(len(word) >= 4 for word in one + two)


def _shelf(taken: Parts) -> tuple[object, ...]:
    """Only names with the same form, numbers and kinds may be near each other."""
    return taken.form, taken.numbers, taken.kinds


def name_twins(rows: Iterable[tuple[int, str | None, int | None]]) -> dict[int, str]:
    """Organisations with a sibling of the same or nearly the same name: unit → that sibling's name.

    `rows`: (unit, name, parent); those without a parent or a name are left out.
    """
    siblings: dict[tuple[object, ...], list[tuple[int, str, str]]] = defaultdict(list)
    for unit, name, parent in rows:
        if parent is not None and name and (key := org_key(name)):
            siblings[parent, *_shelf(parts(key))].append((unit, name, key))
    twins: dict[int, str] = {}
    for group in siblings.values():
        for at, (unit, name, key) in enumerate(group):
            for other, other_name, other_key in group[at + 1 :]:
                if _twins(name, key, other_name, other_key):
                    twins.setdefault(unit, other_name)
                    twins.setdefault(other, name)
    return twins


def _twins(name: str, key: str, other: str, other_key: str) -> bool:
    if key == other_key:
        return not _may_differ(name, other)
    return fuzz.ratio(key, other_key, score_cutoff=NEAR) >= NEAR and _alike(key, other_key)
