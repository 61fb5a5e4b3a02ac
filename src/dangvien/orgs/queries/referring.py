"""What else in the register refers to some rows, whichever app it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

_AT_ONCE = 500


def referring(
    model: type[models.Model],
    ids: Collection[int],
    *,
    own: Collection[str] = (),
    besides: Mapping[str, Q] | None = None,
) -> dict[int, set[str]]:
    """Row → the references to it ("app.Model.field"), by asking every table that has one.

    `own` are left out; `besides` names rows of a reference that do not count. The floors above are
    asked through the models' own list of relations, so that nobody has to be named here.
    """
    found: dict[int, set[str]] = defaultdict(set)
    some = sorted(ids)
    for label, rows, field in _relations(model):
        if label in own:
            continue
        counted = rows.exclude(besides[label]) if besides and label in besides else rows
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            told = counted.filter(**{f"{field}__in": part}).values_list(field, flat=True)
            for pk in told.distinct():
                found[pk].add(label)
    return dict(found)


def _relations(model: type[models.Model]) -> list[tuple[str, models.QuerySet[Any], str]]:
    """Every foreign key to a model; those of a many-to-many stand in its table between."""
    told = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete):
            continue
        if relation.many_to_many or not isinstance(relation, models.ForeignObjectRel):
            continue
        field = relation.field
        label = f"{relation.related_model._meta.label}.{field.name}"
        told.append((label, relation.related_model._base_manager.order_by(), field.name))
    return told
