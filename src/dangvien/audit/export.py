"""The whole log as lines of JSON, for `scripts/verify_audit.py` and for a write-once medium.

First the heads, then the register's own checkpoints, then every entry by chain and number, each in its
canonical form with its hash. Checkpoints are read before heads and heads before entries, so that what is
appended meanwhile is left for the next time and contradicts nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dangvien.audit import canonical
from dangvien.audit.models import Checkpoint, Concerned, Entry
from dangvien.audit.queries.heads import heads
from dangvien.audit.statement import heads_json, stored

AT_ONCE = 1000


def lines() -> Iterator[str]:
    """Every line without its end."""
    signed = list(Checkpoint.objects.order_by("pk"))
    now = heads()
    yield canonical.text({"heads": heads_json(now)})
    for one in signed:
        yield canonical.text(_content(one))
    for chain, (length, _) in now.items():
        for first in range(1, length + 1, AT_ONCE):
            yield from _entries(chain, first, min(first + AT_ONCE - 1, length))


def _entries(chain: int, first: int, last: int) -> Iterator[str]:
    people = defaultdict(list)
    concerned = Concerned.objects.filter(entry__chain=chain, entry__seq__range=(first, last))
    for entry_id, person in concerned.values_list("entry_id", "person"):
        people[entry_id].append(person)
    for entry in Entry.objects.filter(chain=chain, seq__range=(first, last)).order_by("seq"):
        said = canonical.fields(entry, people[entry.pk])
        yield canonical.text(said | {"hash": entry.hash})


def as_file(made: Checkpoint) -> str:
    """A checkpoint as the file that the level above keeps."""
    return json.dumps(_content(made), indent=1) + "\n"


def _content(made: Checkpoint) -> dict[str, Any]:
    return stored(made.at, made.heads, made.public_key, made.signature).content()
