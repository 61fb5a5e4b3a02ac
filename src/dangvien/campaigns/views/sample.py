"""Samples: drawing one, looking at each record again from paper, what came out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.actions import sampling as deeds
from dangvien.campaigns.board.showing import campaign_of
from dangvien.campaigns.models import Phase, Sample, SampleItem
from dangvien.campaigns.queries.samples import touched_by, visible, waiting
from dangvien.campaigns.retyping import Retyped, differences
from dangvien.campaigns.sampling import NAME
from dangvien.members.actions import open_record
from dangvien.members.fields import label
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, may


@policy("campaign.sample")
@require_POST
def draw(request: HttpRequest, org: int) -> HttpResponse:
    """Draw a sample of the finished records of a unit."""
    user = me(request)
    one: Organisation = found_or_absent(
        Organisation.objects.visible_to(user, "campaign.sample"), pk=org
    )
    campaign = campaign_of(user, one)
    if campaign is None:
        raise Http404
    phase: Phase = found_or_absent(campaign.phases.all(), subject=Phase.MEMBER)
    try:
        made = deeds.draw(actor=user, phase=phase, org=one)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("progress-unit", one.pk)
    return redirect("sample", made.uid)


@policy("campaign.sample")
@require_safe
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far a sample is; what came out only when every record was looked at."""
    one = _readable(request, uid)
    left, ended = waiting(one), one.state != "drawn"
    wrong = one.items.exclude(errors=[]).order_by("number") if ended else SampleItem.objects.none()
    return render(request, "campaigns/sample.html", {
        "place": "home", "one": one, "left": left.count(), "next": left.first(), "ended": ended,
        "looked": one.size - left.count(),
        "own": not ended and bool(touched_by(me(request), one)), "own_words": deeds.OWN_WORK,
        "wrong": [
            (item, ", ".join(label(name) for name in item.errors or ()))
            for item in wrong.select_related("person__unit", "by", "mended_by")
        ],
        "mends": _mends(request, one),
        "fields": [(label(name), count) for name, count in one.result.get("fields", {}).items()],
    })  # fmt: skip


@policy("campaign.sample")
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One record, typed again from paper; the register's own values are shown to nobody here."""
    one = _readable(request, uid)
    item: SampleItem = found_or_absent(
        one.items.select_related("person__unit"), number=min(number, 2**31)
    )
    if one.state != "drawn" or item.at is not None or touched_by(me(request), one):
        return redirect("sample", one.uid)
    if request.method == "GET":
        person = open_record(actor=me(request), uid=item.person.uid)
        return _form(request, one, item, person, Retyped())
    person = found_or_absent(
        Person.objects.visible_to(me(request), "member.read").select_related("unit"),
        pk=item.person_id,
    )
    first = Retyped(request.POST)
    if not first.is_valid():
        return _form(request, one, item, person, first, 422)
    wrong = differences(item, person, first.cleaned_data)
    form = Retyped(request.POST, wrong=wrong)
    form.full_clean()
    if any(not form.cleaned_data[f"chac-{name}"] for name in wrong):
        return _form(request, one, item, person, form, 422)
    errors = [*wrong, *([] if form.cleaned_data[NAME] else [NAME])]
    try:
        deeds.judge(actor=me(request), item=item, errors=errors, note=form.cleaned_data["note"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("sample", one.uid)
    following = waiting(one).first()
    return (
        redirect("sample-look", one.uid, following.number) if following else redirect("sample", uid)
    )


def _form(
    request: HttpRequest, one: Sample, item: SampleItem, person: Person, form: Retyped,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    return render(request, "campaigns/sample_look.html", {
        "place": "home", "one": one, "item": item, "form": form, "name": person.full_name,
        "unit": person.unit.name,
    }, status=status)  # fmt: skip


def _mends(request: HttpRequest, one: Sample) -> int:
    """How many records of a failed lot are still to be mended, for somebody who works on them."""
    if one.state != "failed" or not may(me(request), "finding.work", one.org):
        return 0
    return one.items.filter(mended_at=None).exclude(errors=[]).count()


def _readable(request: HttpRequest, uid: UUID) -> Sample:
    units = Organisation.objects.visible_to(me(request), "campaign.sample")
    one: Sample = found_or_absent(visible(units), uid=uid)
    return one
