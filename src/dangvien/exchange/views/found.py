"""Finding what an address names, for the person who asks; absent and forbidden are one."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest

from dangvien.accounts.models import User
from dangvien.exchange.models import Batch
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import OrganisationQuerySet, found_or_absent, paths


def person_of(request: HttpRequest) -> User:
    """The signed-in user."""
    return cast(User, request.user)


def the_batch(request: HttpRequest, uid: UUID) -> Batch:
    """An import that this user may work on."""
    rows = Batch.objects.visible_to(person_of(request)).select_related(
        "org", "uploaded_by", "undoes", "undone_by"
    )
    return cast(Batch, found_or_absent(rows, uid=uid))


def the_unit(request: HttpRequest, permission: str, asked: str | None) -> Organisation:
    """The unit that was asked for, or the widest one in which the user holds the permission."""
    user = person_of(request)
    visible = Organisation.objects.visible_to(user, permission)
    if asked:
        return cast(Organisation, found_or_absent(visible, pk=_number(asked)))
    tops = paths(user, permission)
    first = visible.filter(path__in=tops).order_by("path").first()
    if first is None:
        raise Http404
    return first


def committees(user: User, permission: str, most: int = 200) -> OrganisationQuerySet:
    """The units a list may be for: those above others, and the tops of the user's subtrees."""
    visible = Organisation.objects.visible_to(user, permission).filter(closed_on=None)
    below = Organisation.objects.filter(closed_on=None, parent=OuterRef("pk"))
    asked = Q(path__in=paths(user, permission)) | Exists(below)
    return visible.filter(asked).order_by("path")[:most]


def cells(org: Organisation) -> list[Organisation]:
    """The open units of a subtree that have none below them; the unit itself when it is a cell."""
    below = Organisation.objects.under(org).filter(closed_on=None)
    parents = set(below.exclude(parent=None).values_list("parent", flat=True))
    return [one for one in below.order_by("sort_key") if one.pk not in parents]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
