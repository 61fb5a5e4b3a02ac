"""The preview of an undo: whose record goes, which fields go back, what stays for a person."""

from __future__ import annotations

from collections.abc import Iterable

from dangvien.exchange import asked, withdrawing
from dangvien.exchange.fates import Fate
from dangvien.exchange.models import Batch
from dangvien.members.actions import Undoing, Undone, would_go_back
from dangvien.members.models import Change, Event, Person

_AT_ONCE = 500


def judge(batch: Batch) -> list[Fate]:
    """Fates of everything that the undone batch wrote; nothing is taken back yet."""
    assert batch.undoes is not None  # noqa: S101
    waiting = asked.of(batch.undoes)
    people = sorted({*_touched(batch.undoes), *waiting})
    fates: list[Fate] = []
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        told = would_go_back(Undoing(pk, batch.undoes.uid) for pk in some)
        known = Person.objects.in_bulk(some)
        for undone in told:
            person, held = known[undone.person_id], waiting.get(undone.person_id, [])
            for fate, reason, fields in _parts(undone, proposed=bool(held)):
                fates.append(_fate(len(fates) + 1, person, fate, reason, fields))
            if held:
                names = tuple(name for one in held for name in one.fields)
                told_of = _fate(
                    len(fates) + 1, person, "changed", withdrawing.recalled(names), names
                )
                told_of.payload = {**(told_of.payload or {}), withdrawing.RECALL: True}
                fates.append(told_of)
    return fates


def _touched(undone: Batch) -> list[int]:
    """Everybody whom the batch took in or changed."""
    said = Event.objects.filter(batch=undone.uid).values_list("person_id", flat=True)
    wrote = Change.objects.filter(batch=undone.uid).values_list("person_id", flat=True)
    return sorted({*said.iterator(), *wrote.distinct().iterator()})


def _parts(undone: Undone, *, proposed: bool) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """One row for what goes back, one for what stays; none for who only has a proposal waiting."""
    goes = undone.withdrawn or bool(undone.fields)
    if goes:
        yield "changed", withdrawing.back(undone), undone.fields
    if undone.kept:
        yield "conflict", withdrawing.kept(undone), undone.kept
    if not goes and not undone.kept and not proposed:
        yield "unchanged", withdrawing.NOTHING, ()


def _fate(number: int, person: Person, fate: str, reason: str, fields: tuple[str, ...]) -> Fate:
    values = {"full_name": person.full_name, "birth_date": person.birth_date}
    return Fate(
        number, f"undo##{number}", fate, reason, list(fields), person.pk, person.unit_id,
        person.version, payload={"values": values},
    )  # fmt: skip
