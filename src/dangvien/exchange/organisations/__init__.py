"""A list of organisations: previewed against the tree, then written through `orgs.actions`.

    batch = preview(actor=…, org=…, name="to-chuc.xlsx", content=file, as_of=…)
    commit(actor=…, batch=batch)

Both do their work at once; with `later=True` a job does it and the page shows how far it is.
"""

from __future__ import annotations

from dangvien.exchange.organisations.committing import commit
from dangvien.exchange.organisations.jobs import resume
from dangvien.exchange.organisations.previewing import preview
from dangvien.exchange.organisations.shown import columns, findings, gone, rows

__all__ = ["columns", "commit", "findings", "gone", "preview", "resume", "rows"]
