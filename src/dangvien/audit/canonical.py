"""The one text of an entry that its hash is taken of; `scripts/verify_audit.py` repeats it.

hash = SHA-256 of the UTF-8 bytes of one JSON object, keys in alphabetical order, no spaces,
       no letter escaped but " \\ and those below U+0020 (as Python's json does it):

{"action":"member.read", "actor":"Hà Thị Mai (mai)", "actor_id":7,
 "at":"2025-12-15T02:12:33.000451Z",     UTC, always six digits after the point
 "chain":0, "data":{…},                  no fraction anywhere in it
 "org":23, "path":"/1/23/",              org and actor_id may be null, path and subject ""
 "people":["<uid>", …],                  lower case with dashes, sorted, each once
 "previous":"<64 hex digits>",           the hash of seq − 1, or 64 zeros for seq 1
 "seq":12, "subject":"person:<uid>", "v":1}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from dangvien.audit.models import Entry

FORM = 1


def moment(at: datetime) -> str:
    """A moment as the log writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def text(content: Any) -> str:
    """JSON with one spelling."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fields(entry: Entry, people: Iterable[UUID]) -> dict[str, Any]:
    """What the hash of an entry covers."""
    return {
        "v": FORM, "chain": entry.chain, "seq": entry.seq, "at": moment(entry.at),
        "actor": entry.actor, "actor_id": entry.actor_id, "action": entry.action,
        "org": entry.org, "path": entry.path, "subject": entry.subject, "data": entry.data,
        "people": sorted({str(uid) for uid in people}), "previous": entry.previous,
    }  # fmt: skip


def digest(entry: Entry, people: Iterable[UUID]) -> str:
    """The hash of an entry."""
    return sha256(text(fields(entry, people)).encode()).hexdigest()
