"""Superiors of organisations."""

from __future__ import annotations

from itertools import takewhile

from dangvien.orgs.models import Organisation


def superiors(path: str) -> list[Organisation]:
    """What stands above a path today, from the top down; the own one is left out."""
    ids = [int(part) for part in path.strip("/").split("/")[:-1]]
    found = Organisation.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def lowest_common_superior(a: Organisation, b: Organisation) -> Organisation | None:
    """The lowest organisation in whose subtree both stand; None when they share no tree."""
    both = zip([*a.ancestor_ids, a.pk], [*b.ancestor_ids, b.pk], strict=False)
    shared = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], both)]
    return Organisation.objects.get(pk=shared[-1]) if shared else None
