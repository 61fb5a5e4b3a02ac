"""Published figures: the page that says how they were made, counting again, taking the rows away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.actions.publishing import Recomputed, check_again, publish, take_away
from dangvien.campaigns.board import words
from dangvien.campaigns.board.showing import campaign_of
from dangvien.campaigns.counts import of
from dangvien.campaigns.definition import DONE
from dangvien.campaigns.models import Snapshot
from dangvien.campaigns.snapshots import Lost, Mismatch
from dangvien.campaigns.sums import Refused
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, may


@policy("campaign.publish")
@require_POST
def make(request: HttpRequest, org: int) -> HttpResponse:
    """Freeze and publish the figures of a unit as they are now."""
    user = me(request)
    one: Organisation = found_or_absent(
        Organisation.objects.visible_to(user, "campaign.publish"), pk=org
    )
    campaign = campaign_of(user, one)
    if campaign is None:
        raise Http404
    try:
        made = publish(actor=user, campaign=campaign, org=one, why="chốt trên trang tiến độ")
    except (Refused, Mismatch) as error:
        messages.error(request, str(error))
        return redirect("progress-unit", one.pk)
    messages.success(
        request, "Đã chốt số liệu. Số này không đổi nữa; ai có quyền đều tính lại được."
    )
    return redirect("snapshot", made.uid)


@policy("campaign.read")
@require_safe
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The figures, the definition, what is left out, and how to count again."""
    return _page(request, _readable(request, uid))


@policy("campaign.read")
@require_POST
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Count the frozen rows again, now; the answer stands on the page."""
    one = _readable(request, uid)
    return _page(request, one, check_again(actor=me(request), snapshot=one))


@policy("campaign.publish")
@require_POST
def take(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The rows without names or numbers with the program that counts them."""
    one = _readable(request, uid)
    try:
        packed = take_away(actor=me(request), snapshot=one)
    except Lost:
        messages.error(request, "Không mở được các dòng của bản chốt này nên chưa tải được gì.")
        return redirect("snapshot", one.uid)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="so-lieu-{one.uid}.zip"'
    return answer


def _readable(request: HttpRequest, uid: UUID) -> Snapshot:
    visible = Organisation.objects.visible_to(me(request), "campaign.read")
    rows = Snapshot.objects.filter(org__in=visible.values("pk"))
    one: Snapshot = found_or_absent(rows.select_related("org", "campaign", "by"), uid=uid)
    return one


def _page(
    request: HttpRequest, one: Snapshot, counted: Recomputed | None = None
) -> HttpResponse:  # fmt: skip
    counts = of(one.figures["total"])
    below = [
        {"pk": row["pk"], "name": words.name(row["name"]), "counts": of(row["counts"])}
        for row in one.figures["below"]
    ]
    return render(request, "campaigns/snapshot.html", {
        "place": "home", "one": one, "taken": datetime.fromisoformat(one.figures["as_of"]),
        "counts": counts, "below": below, "counted": counted,
        "besides": words.beside(counts), "units": one.figures["units"],
        "held": words.places(counts, one.org.form, one.org.name, one.definition.get("done", DONE)),
        "word": words.unit_word(
            Organisation.objects.filter(pk__in=[row["pk"] for row in below])
            .values_list("form", flat=True)
        ),
        "takes": may(me(request), "campaign.publish", one.org),
    })  # fmt: skip
