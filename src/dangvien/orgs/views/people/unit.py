"""Who holds what on a unit and below it; what each role may do."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.models import User
from dangvien.accounts.permissions import MAY_GRANT, PERMISSIONS, ROLES
from dangvien.accounts.policy import SIGNED_IN, policy
from dangvien.accounts.session import me
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.rights import unended
from dangvien.orgs.scope import begins, found_or_absent

PAGE = 100


def unit(request: HttpRequest, pk: int) -> Organisation:
    """The unit of an address, if the caller administers accounts there; else it is not there."""
    mine = Organisation.objects.visible_to(me(request), "account.manage")
    found: Organisation = found_or_absent(mine, pk=pk)
    return found


@policy("account.manage")
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone with a role on the unit or below it, unit by unit, by keyset."""
    org = unit(request, pk)
    asked = " ".join(request.GET.get("q", "").split())[:60]
    grants = held_under(org).order_by("org__path", "pk").select_related("user", "org")
    if asked:
        grants = grants.filter(
            Q(user__full_name__icontains=asked) | Q(user__username__contains=asked.lower())
        )
    after = grants.filter(pk=request.GET["sau"]).first() if _number(request, "sau") else None
    if after:
        grants = grants.filter(
            Q(org__path__gt=after.org.path) | Q(org__path=after.org.path, pk__gt=after.pk)
        )
    rows = list(grants[: PAGE + 1])
    for row in rows:
        row.role_name = ROLES[row.role][0] if row.role in ROLES else row.role  # type: ignore[attr-defined]
    return render(request, "orgs/people.html", {
        "place": "orgs", "org": org, "asked": asked, "rows": rows[:PAGE],
        "after": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "without": [] if after or asked else without_role(org)[:PAGE],
    })  # fmt: skip


def held_under(org: Organisation) -> QuerySet[Grant]:
    """Grants on a unit and below it that hold or will."""
    return Grant.objects.filter(unended(), begins("org__path", org.path))


def without_role(org: Organisation) -> QuerySet[User]:
    """People who held something here once and hold nothing anywhere any more."""
    held = Grant.objects.filter(unended(), user=OuterRef("pk"))
    once = Grant.objects.filter(begins("org__path", org.path), user=OuterRef("pk"))
    return User.objects.filter(~Exists(held), Exists(once)).order_by("username")


@policy(SIGNED_IN)
def roles(request: HttpRequest) -> HttpResponse:
    """Roles × permissions on one screen, in words."""
    return render(request, "orgs/people_roles.html", {
        "names": [name for name, _ in ROLES.values()],
        "rows": [
            (words, [(name, key in held) for name, held in ROLES.values()])
            for key, words in PERMISSIONS.items()
        ],
        "of_one": [
            (name, [PERMISSIONS[key] for key in PERMISSIONS if key in held])
            for name, held in ROLES.values()
        ],
        "hands_out": [
            (ROLES[role][0], [ROLES[other][0] for other in ROLES if other in others])
            for role, others in MAY_GRANT.items()
        ],
    })  # fmt: skip


def _number(request: HttpRequest, name: str) -> bool:
    said = request.GET.get(name, "")
    return said.isascii() and said.isdigit() and len(said) < 19
