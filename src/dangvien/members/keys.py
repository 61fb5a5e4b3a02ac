"""Keys under which a person is found, sorted and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings

from dangvien.core.match.keys import COLUMNS
from dangvien.core.text import fold, name_key, sort_key

ALONE = "-"  # a key of nobody: look at the person, at nobody else
# What two records are compared by: a change of anything else concerns nobody but the person.
COMPARED = frozenset(name for name in COLUMNS if "__" not in name)


def of_name(full_name: str) -> dict[str, str]:
    """The stored keys of a name; every write of a name writes them with it."""
    return {
        "search_key": fold(full_name),
        "sort_key": sort_key(full_name),
        "name_key": name_key(full_name),
    }


def blind(kind: str, number: str) -> bytes:
    """The keyed index of a number: equal numbers of one kind, equal bytes."""
    return settings.RING.index(kind, number)


def touched(values: Mapping[str, str]) -> list[str]:
    """Keys of these values for `Touched`: whose holders must be looked at again when they change."""
    told = [
        f"{kind}:{blind(kind, values[kind]).hex()}"
        for kind in ("citizen_id", "old_id_number", "card_number", "phone")
        if values.get(kind)
    ]
    if values.get("file_number"):  # lies open in `Person`: its holders are found by the text itself
        told.append(f"file_number:{values['file_number'].encode().hex()}")
    if values.get("full_name"):
        alike = f"{name_key(values['full_name'])}|{values.get('birth_date') or ''}"
        told.append(f"alike:{blind('alike', alike).hex()}")
    return told


def both(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Old and new keys together, each once."""
    return list(dict.fromkeys((*before, *after)))
