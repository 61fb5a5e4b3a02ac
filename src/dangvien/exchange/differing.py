"""What a row says otherwise than the register: what may be written, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from dangvien.core.schema import PRESENT
from dangvien.core.text import tones
from dangvien.members.fields import IDENTITY
from dangvien.members.models import Identifier, Person

# A Party card tells a person apart as a citizen id does, and is written by the same care.
DISPUTED = IDENTITY | {"card_number"}
UNIT = "org_name"  # how a difference of the unit is called among the fields


@dataclass(slots=True)
class Difference:
    """Field → (stored, offered), and which of them contradict what a person answers for."""

    offers: dict[str, tuple[str, str]] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)
    reason: str = ""


def differences(
    values: pl.DataFrame,
    people: pl.DataFrame,
    pairs: Mapping[str, str],
    doubtful: Mapping[str, set[str]],
) -> dict[str, Difference]:
    """Row id → what differs. values, people: row_id and fields; pairs: row id → person's row_id.

    An empty cell says nothing; a coarser date, another case or tone placement says nothing else; a
    cell that is itself wrong fills a blank and contradicts nothing.
    """
    keys = pl.DataFrame(
        {"row_id": list(pairs), "_person": list(pairs.values())},
        schema={"row_id": pl.String, "_person": pl.String},
    )
    both = keys.join(values, on="row_id").join(
        people, left_on="_person", right_on="row_id", suffix="__stored"
    )
    found: dict[str, Difference] = {}
    for name in (name for name in values.columns if name != "row_id"):
        stored = pl.col(f"{name}__stored")
        apart = both.filter(pl.col(name).is_not_null() & stored.ne_missing(pl.col(name)))
        wrong = doubtful.get(name) or set()
        for row_id, before, after in apart.select("row_id", stored, name).iter_rows():
            if before is not None and (row_id in wrong or _same(name, before, after)):
                continue
            difference = found.setdefault(row_id, Difference())
            difference.offers[name] = (before or "", after)
            if before is not None and _contradicts(name, before, after):
                difference.disputed.append(name)
    return found


def _same(name: str, before: str, after: str) -> bool:
    if name == "full_name":
        return tones(before).casefold() == tones(after).casefold()
    if name == "verified_date":
        return after <= before  # the day of the last check only goes forward
    if name.endswith("_date"):
        return before.startswith(after)  # 1958 says nothing against 12/05/1958
    return False


def _contradicts(name: str, before: str, after: str) -> bool:
    if name == "status":
        return before not in PRESENT
    if name == "member_type":
        return before == "official"
    return name in DISPUTED


def dispute_verified(
    found: Mapping[str, Difference], people: Mapping[str, int], pairs: Mapping[str, str]
) -> None:
    """A value that somebody verified is contradicted by nobody's list. people: uid → person id."""
    asked = {people[pairs[row_id]]: difference for row_id, difference in found.items()}
    ids = list(asked)
    for start in range(0, len(ids), 1000):
        some = ids[start : start + 1000]
        rows = Person.objects.filter(pk__in=some).values_list("pk", "sources")
        for pk, sources in rows:
            for name in asked[pk].offers:
                if (sources.get(name) or sources.get("*", {})).get("w"):  # a person looked
                    _dispute(asked[pk], name)
        held = Identifier.objects.filter(
            person__in=some, until=None, state=Identifier.VERIFIED
        ).values_list("person_id", "kind")
        for pk, kind in held:
            _dispute(asked[pk], kind)


def _dispute(difference: Difference, name: str) -> None:
    before = difference.offers.get(name, ("", ""))[0]
    if before and name not in difference.disputed:
        difference.disputed.append(name)
