"""Which chain a transaction appends to.

Sixteen chains, because a transaction takes a free head rather than a drawn one: more than the writers
there are is enough. Measured with eight writers on PostgreSQL and two cores, a row and its entry each:
294 transactions a second with one chain, 409 with two, 495 with four, 649 with eight, 653 with
sixteen, 639 with sixty-four. SQLite has one writer at a time, and uses the first chain.
"""

from __future__ import annotations

import threading

from dangvien.audit.models import Chain

_mine = threading.local()


def take_head() -> Chain:
    """Lock a head that nobody else holds, for the rest of the transaction.

    A thread keeps to the chain it had last. Within a transaction that is the one it already holds, so
    no transaction ever holds two and none can wait for another in a ring. A head that another
    transaction holds is passed over; only when all are held does one wait.
    """
    free = Chain.objects.select_for_update(skip_locked=True).order_by("number")
    last = getattr(_mine, "number", 0)
    head = (
        free.filter(pk=last).first()
        or free.exclude(pk=last).first()
        or Chain.objects.select_for_update().get(pk=last)
    )
    _mine.number = head.number
    return head
