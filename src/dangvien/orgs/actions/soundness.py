"""What a change of the tree must not break: lives of superiors, circles, forms."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Q

from dangvien.core.organisation_names import allowed
from dangvien.orgs.models import Organisation, Placement
from dangvien.orgs.words import FORMS

Period = tuple[date, date]  # first day, first day without; date.min and date.max when open


def period(since: date | None, until: date | None) -> Period:
    """A period with its open ends written as the earliest and the latest day."""
    return since or date.min, until or date.max


def overlapping(span: Period) -> Q:
    """Placements that hold on some day of a period."""
    return (Q(since=None) | Q(since__lt=span[1])) & (Q(until=None) | Q(until__gt=span[0]))


def stands_during(org: Organisation, span: Period, field: str) -> None:
    """Refuse a superior that did not exist, or will not, on some day of the period."""
    rows = [period(*row) for row in org.placements.values_list("since", "until")]
    first, last = min(row[0] for row in rows), max(row[1] for row in rows)
    if first > span[0]:
        raise ValidationError({field: f"{org.name} thành lập ngày {first:%d/%m/%Y}, sau ngày này."})
    if last < span[1]:
        raise ValidationError({field: f"{org.name} kết thúc từ ngày {last:%d/%m/%Y}."})


def superiors_during(org: Organisation, span: Period) -> set[int]:
    """Ids of the organisation and of everything that stands above it on some day of a period."""
    met: dict[int, list[Period]] = {org.pk: [span]}
    now = {(org.pk, span)}
    while now:
        first = min(s[0] for _, s in now), max(s[1] for _, s in now)
        rows = Placement.objects.filter(
            overlapping(first), org__in={pk for pk, _ in now}
        ).values_list("org", "parent", "since", "until")
        found: set[tuple[int, Period]] = set()
        for child, parent, since, until in rows:
            start, end = period(since, until)
            for pk, asked in now:
                both = max(start, asked[0]), min(end, asked[1])
                if pk == child and parent is not None and both[0] < both[1]:
                    found.add((parent, both))
        now = {(pk, s) for pk, s in found if not _covered(s, met.get(pk, []))}
        for pk, both in now:
            met.setdefault(pk, []).append(both)
    return set(met)


def _covered(span: Period, spans: list[Period]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def below_itself(org: Organisation, parent: Organisation, span: Period) -> None:
    """Refuse a superior that stands below the organisation on some day of the period."""
    if org.pk in superiors_during(parent, span):
        raise ValidationError(
            {"parent": "Tổ chức cấp trên mới đang nằm dưới chính tổ chức này trên cây."}
        )


def fits_under(form: str, parent_form: str, on: date, field: str) -> None:
    """Refuse a form that may not stand under another on that day; unknown forms are not judged."""
    if allowed(form, parent_form, on) is False:
        child, parent = FORMS[form], FORMS[parent_form]
        raise ValidationError(
            {field: f"Tính đến {on:%d/%m/%Y}, {child} không đứng ngay dưới {parent}."}
        )


def same_change(rows: list[Placement], name: str, field: str) -> None:
    """Refuse to change by a back-dated decision what a later one, already recorded, has changed."""
    for row, later in pairwise(rows):
        if getattr(row, name) != getattr(later, name):
            raise ValidationError(
                {field: f"Từ ngày {later.since:%d/%m/%Y} đã ghi một thay đổi khác của mục này."}
            )
