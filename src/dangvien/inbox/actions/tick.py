"""Daily: notices follow the people. Where a role was taken away or given, they move up or down."""

from __future__ import annotations

from collections import defaultdict

from dangvien.inbox.models import Notice
from dangvien.inbox.recipients import holding, nearest
from dangvien.orgs.models import Organisation


def tick() -> int:
    """Address open notices again; how many moved. Doing it twice changes nothing."""
    rows = Notice.objects.filter(done_at=None, user=None)
    open_rows = list(rows.values_list("pk", "org", "permission", "told"))
    units = {told.get("unit", org) for _, org, _, told in open_rows}
    paths = dict(Organisation.objects.filter(pk__in=units).values_list("pk", "path"))
    held = {one: holding(one) for one in {permission for _, _, permission, _ in open_rows}}
    moving: defaultdict[int, list[int]] = defaultdict(list)
    for pk, org, permission, told in open_rows:
        at = nearest(paths[told.get("unit", org)], held[permission])
        if at != org:
            moving[at].append(pk)
    for at, pks in moving.items():
        Notice.objects.filter(pk__in=pks).update(org=at)
    return sum(map(len, moving.values()))
