"""How much of the log a user reads."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, paths


def reader(request: HttpRequest) -> User:
    """Who reads; the gate let nobody in who is not signed in."""
    return cast(User, request.user)


def reach(user: User) -> list[str] | None:
    """The subtrees whose entries the user reads; None for somebody at the top of the whole register.

    Entries that belong to no unit (sign-ins, backups, checkpoints) are read at the top only.
    """
    tops = paths(user, "audit.read")
    roots = set(Organisation.objects.filter(parent=None).values_list("path", flat=True))
    return None if roots and roots <= set(tops) else tops


def unit(request: HttpRequest) -> Organisation | None:
    """The unit whose log is asked for (`?don-vi=`), or None; absent when it is not the reader's."""
    asked = request.GET.get("don-vi")
    if not asked:
        return None
    mine = Organisation.objects.visible_to(reader(request), "audit.read")
    found: Organisation = found_or_absent(mine, pk=asked)
    return found
