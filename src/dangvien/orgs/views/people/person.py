"""One person's account: the roles they hold here, and what may be done about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs.models import Grant, Organisation
from dangvien.orgs.rights import administers, may_give, standing
from dangvien.orgs.scope import paths, under
from dangvien.orgs.views.people.forms import Give
from dangvien.orgs.views.people.unit import unit


def someone(request: HttpRequest, pk: int, user: int) -> tuple[Organisation, User]:
    """The unit and the person of an address; absent unless they held something the caller may see."""
    org = unit(request, pk)
    tops = paths(me(request), "account.manage")
    seen = Grant.objects.filter(under(tops, "org__path"), user=user).select_related("user")
    found = seen.first()
    if found is None:
        raise Http404
    return org, found.user


@policy("account.manage")
def person(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """The account's page."""
    org, one = someone(request, pk, user)
    return shown(request, org, one)


def shown(
    request: HttpRequest, org: Organisation, one: User, form: Give | None = None
) -> HttpResponse:
    """The page, with a form that may hold mistakes."""
    actor = me(request)
    tops = paths(actor, "account.manage")
    grants = list(standing(one).order_by("org__path", "pk"))
    seen = [grant for grant in grants if any(grant.org.path.startswith(top) for top in tops)]
    for grant in seen:
        grant.role_name = ROLES[grant.role][0] if grant.role in ROLES else grant.role  # type: ignore[attr-defined]
        grant.mine = actor.pk != one.pk and may_give(actor, grant.role, grant.org)  # type: ignore[attr-defined]
    administered = administers(actor, one)
    data = {
        "place": "orgs", "org": org, "one": one, "grants": seen,
        "elsewhere": len(seen) < len(grants), "administered": administered,
        "oneself": actor.pk == one.pk, "taken_up": one.has_usable_password(),
        "form": form or (Give(actor=actor, org=org) if administered else None),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, "orgs/people_person.html", data, status=status)
