"""What is done to many people at once: take in, fill, take back; mend, unmend. At most 500 rows a call.

What imports do runs in the caller's transaction, asks for `import.run` on every unit it touches,
writes one audit entry, and may be called again with the same rows without doing anything twice.
"""

from __future__ import annotations

from dangvien.members.actions.bulk.drafts import Draft, Filled, Filling, Undoing, Undone
from dangvien.members.actions.bulk.fill import fill
from dangvien.members.actions.bulk.mending import Fix, mend, unmend
from dangvien.members.actions.bulk.take_back import take_back
from dangvien.members.actions.bulk.take_in import take_in

__all__ = ["Draft", "Filled", "Filling", "Fix", "Undoing", "Undone", "fill", "mend", "take_back",
           "take_in", "unmend"]  # fmt: skip
