"""A list of organisations: the file, then the same page as any import."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.policy import policy
from dangvien.exchange import organisations
from dangvien.exchange.forms import Upload
from dangvien.exchange.views.found import committees, person_of, the_unit
from dangvien.files.problem import InputProblem
from dangvien.orgs.scope import require

PERMISSION = "org.reshape"  # a list founds, moves and ends organisations


@policy(PERMISSION)
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the list of organisations of a unit, and preview it."""
    org = the_unit(request, PERMISSION, request.POST.get("org") or request.GET.get("don-vi"))
    require(person_of(request), "import.run", org)
    if request.method != "POST":
        return _page(request, Upload(org=org, initial={"source": "Danh mục tổ chức đảng"}))
    form = Upload(request.POST, request.FILES, org=org)
    if not form.is_valid():
        return _page(request, form, 422)
    told = form.cleaned_data
    try:
        batch = organisations.preview(
            actor=person_of(request), org=org, name=told["file"].name, content=told["file"],
            as_of=told["as_of"], source=told["source"], later=True,
        )  # fmt: skip
    except InputProblem as problem:
        form.add_error("file", str(problem))
        return _page(request, form, 422)
    return redirect("import", uid=batch.uid)


def _page(request: HttpRequest, form: Upload, status: int = 200) -> HttpResponse:
    orgs = committees(person_of(request), PERMISSION)
    return render(request, "exchange/new_organisations.html", {
        "place": "exchange", "form": form, "org": form.org, "orgs": orgs,
        "again": status != 200 and not form.errors.get("file"),
    }, status=status)  # fmt: skip
