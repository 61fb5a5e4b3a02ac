"""What a failed sample left to do: each wrong record is corrected, or somebody says why it stays."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns import forms
from dangvien.campaigns.actions import keep_as_is
from dangvien.campaigns.mending import here, to_mend
from dangvien.campaigns.models import SampleItem
from dangvien.members.fields import label
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent
from dangvien.orgs.views.trying import status, tell

SHOWN = 200


@policy("finding.work")
@require_safe
def listing(request: HttpRequest, org: int) -> HttpResponse:
    """The wrong records of a unit and those below it, with where they are wrong."""
    visible = Organisation.objects.visible_to(me(request), "finding.work")
    unit: Organisation = found_or_absent(visible.select_related("parent"), pk=org)
    rows = here(to_mend(), unit).select_related("person__unit", "sample__org")
    return render(request, "campaigns/mend.html", {
        "place": "worklist", "unit": unit, "count": rows.count(),
        "rows": [
            (item, ", ".join(label(name) for name in item.errors or ()))
            for item in rows.order_by("person__unit__path", "person__sort_key", "pk")[:SHOWN]
        ],
    })  # fmt: skip


@policy("finding.work")
def keep(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One wrong record, looked at again and kept: why."""
    units = Organisation.objects.visible_to(me(request), "finding.work").values("pk")
    rows = SampleItem.objects.filter(
        sample__uid=uid, person__unit__in=units, sample__state="failed"
    )
    item: SampleItem = found_or_absent(
        rows.exclude(errors=[]).select_related("person__unit", "sample__org"),
        number=min(number, 2**31),
    )
    if item.mended_at is not None:
        messages.info(request, "Hồ sơ này không còn phải sửa.")
        return redirect("sample-mend", item.person.unit_id)
    form = forms.Keep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_as_is(actor=me(request), item=item, answer=form.cleaned_data["answer"])
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Đã ghi vì sao giữ nguyên.")
            return redirect("sample-mend", item.person.unit_id)
    return render(request, "campaigns/mend_keep.html", {
        "place": "worklist", "item": item, "form": form, "unit": item.person.unit,
        "fields": ", ".join(label(name) for name in item.errors or ()),
    }, status=status(form))  # fmt: skip
