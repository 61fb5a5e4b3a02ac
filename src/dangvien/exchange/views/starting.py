"""A new import: the file, whose list it is, from where, as of which day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.exchange import actions
from dangvien.exchange.forms import MemberUpload
from dangvien.exchange.views.found import cells, committees, person_of, the_unit
from dangvien.files.problem import InputProblem

PERMISSION = "import.run"


@policy(PERMISSION)
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the file and what it is; a file that cannot be used is refused in `clean`'s words."""
    org = the_unit(request, PERMISSION, request.POST.get("org") or request.GET.get("don-vi"))
    speaking = cells(org)
    if request.method != "POST":
        return _page(request, MemberUpload(org=org, cells=speaking))
    form = MemberUpload(request.POST, request.FILES, org=org, cells=speaking)
    if not form.is_valid():
        return _page(request, form, 422)
    told = form.cleaned_data
    try:
        batch = actions.receive(
            actor=person_of(request), org=org, units=form.chosen(), name=told["file"].name,
            content=told["file"], source=told["source"], as_of=told["as_of"],
        )  # fmt: skip
    except InputProblem as problem:
        form.add_error("file", str(problem))
        return _page(request, form, 422)
    except actions.Impossible as problem:
        form.add_error(None, str(problem))
        return _page(request, form, 422)
    return redirect("import", uid=batch.uid)


def _page(request: HttpRequest, form: MemberUpload, status: int = 200) -> HttpResponse:
    orgs = committees(person_of(request), PERMISSION)
    return render(request, "exchange/new.html", {
        "place": "exchange", "form": form, "org": form.org, "orgs": orgs,
        "again": status != 200 and not form.errors.get("file"),
    }, status=status)  # fmt: skip
