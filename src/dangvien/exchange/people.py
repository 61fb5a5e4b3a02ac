"""The register as a preview sees it: its people, and who holds a number elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dangvien.core.assess import with_name_key
from dangvien.core.schema import FIELDS
from dangvien.core.standardise import standardise
from dangvien.exchange import elsewhere
from dangvien.exchange.matching import Known
from dangvien.members.models import Person
from dangvien.members.queries import frame
from dangvien.orgs.models import Organisation

_TELLING = tuple(
    FIELDS[name] for name in ("full_name", "birth_date", "citizen_id", "card_number", "status")
)
MORE = ("phone", "file_number", "old_id_number", "admission_date", "hometown")  # tell twins apart


@dataclass(slots=True)
class Stored:
    """Somebody of the register: what tells who it is, and the state that was read."""

    known: Known
    uid: str
    unit: int
    version: int
    status: str


class Register:
    """The people below an organisation, and who elsewhere holds a number that a file gives."""

    def __init__(self, org: Organisation, as_of: date) -> None:
        self.org, self.as_of = org, as_of
        self.named: set[int] = set()
        self.held: dict[tuple[str, str], list[elsewhere.Holder]] = {}
        self.unit_names = dict(Organisation.objects.under(org).values_list("pk", "name"))
        people = Person.objects.alive().of(org)
        self.ids = {str(uid): pk for uid, pk in people.values_list("uid", "pk")}
        self.frame = frame(people)
        found = list(described(self.frame, self.ids, as_of))
        self.people = {stored.known.mark: stored for stored in found}
        self.uids = {stored.known.mark: stored.uid for stored in found}

    @property
    def known(self) -> list[Known]:
        """Everybody, as the matching sees them."""
        return [stored.known for stored in self.people.values()]

    def meet(self, rows: Sequence[Known]) -> None:
        """Ask the whole register for the numbers that nobody here holds."""
        self.held = elsewhere.holders(rows, self.known)

    @property
    def former(self) -> list[Known]:
        """People here under the numbers that a merge dropped; asked after `meet`."""
        return elsewhere.former(self.held, self.org)

    def elsewhere(self, row: Known) -> elsewhere.Holder | None:
        """Somebody in another unit who is the one of this row."""
        return elsewhere.hit(row, self.held, self.org)


def described(people: pl.DataFrame, ids: Mapping[str, int], as_of: date) -> Iterator[Stored]:
    """People of a frame as the matching sees them. ids: uid → person id."""
    people = people.filter(pl.col("row_id").is_in(list(ids)))
    standard = with_name_key(
        standardise(
            people.with_columns(source=pl.lit("")), as_of=as_of, votes={}, fields=_TELLING
        ).frame
    )
    telling = standard.select(
        name=pl.col("name_key").fill_null(""), spelt=pl.col("full_name").fill_null(""),
        born=pl.when(pl.col("birth_date__first").is_not_null()).then("birth_date").fill_null(""),
        citizen_id=pl.when("citizen_id__valid").then("citizen_id").fill_null(""),
        card=pl.when(pl.col("card_number__fault").is_null()).then("card_number").fill_null(""),
    )  # fmt: skip
    more = people.select(pl.col(name).fill_null("") for name in MORE).rows()
    state = people.select("row_id", "unit_id", "version", pl.col("status").fill_null("active"))
    for (name, spelt, born, citizen_id, card), others, (uid, unit, version, status) in zip(
        telling.iter_rows(), more, state.iter_rows(), strict=True
    ):
        known = Known(ids[uid], name, spelt, born, citizen_id, card, unit, others)
        yield Stored(known, uid, unit, version, status)
