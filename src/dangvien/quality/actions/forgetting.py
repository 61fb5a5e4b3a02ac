"""Forgetting what was found of organisations that were founded by mistake and go again."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from dangvien.orgs.queries.referring import referring
from dangvien.quality.models import Finding

# Findings of an organisation itself, nobody's work yet: not waived, asked about or taken.
PLAIN = Q(person=None, waivers=None, questions=None, proposals=None, taken_by=None)


def forget_units(units: Collection[int]) -> None:
    """Take away findings of organisations that nobody has worked on, in the caller's transaction."""
    plain = Finding.objects.filter(PLAIN, unit__in=units).values_list("pk", flat=True)
    pks = set(plain.iterator())
    kept = referring(Finding, pks)
    Finding.objects.filter(pk__in=pks - set(kept)).delete()
