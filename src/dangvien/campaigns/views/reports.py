"""Reports: the list, a new one, and the two files of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.campaigns.actions.reporting import make_report
from dangvien.campaigns.counts import of
from dangvien.campaigns.models import Campaign, Report, Snapshot
from dangvien.campaigns.queries import current
from dangvien.campaigns.reporting_forms import NewReport
from dangvien.campaigns.reports import compose, docx, pdf
from dangvien.campaigns.reports.offices import body
from dangvien.campaigns.reports.words import KINDS
from dangvien.campaigns.snapshots import Mismatch
from dangvien.core.text import fold
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent, paths
from dangvien.orgs.words import short

PAGE, OFFERED = 30, 20
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@policy("campaign.read")
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the units whose figures the reader may see, the newest first."""
    user = me(request)
    rows = Report.objects.visible_to(user).select_related("org", "snapshot", "made_by")
    before = request.GET.get("truoc", "")[:18]
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = [(one, KINDS[one.kind], of(one.snapshot.figures["total"])) for one in found[:PAGE]]
    return render(request, "campaigns/reports.html", {
        "place": "reports", "rows": shown, "more": found[PAGE - 1].pk if len(found) > PAGE else None,
        "may_make": _about(user) is not None,
    })  # fmt: skip


@policy("campaign.publish")
def new_report(request: HttpRequest) -> HttpResponse:
    """Words around the figures of a snapshot; the figures are frozen when the form is sent."""
    user = me(request)
    if (about := _about(user)) is None:
        return render(request, "campaigns/report_new.html", {"place": "reports", "form": None})
    campaign, org = about
    offered = list(Snapshot.objects.filter(campaign=campaign, org=org).order_by("-pk")[:OFFERED])
    form = NewReport(request.POST or None, snapshots=offered)
    if request.method == "POST" and form.is_valid():
        report = _made(form, user, campaign, org, {str(one.uid): one for one in offered})
        if report is not None:
            messages.success(
                request, f"Đã lập báo cáo {KINDS[report.kind].lower()} của {org.name}."
            )
            return redirect("reports")
    return render(request, "campaigns/report_new.html", {
        "place": "reports", "form": form, "org": org, "body": body(org), "campaign": campaign,
    }, status=422 if form.errors else 200)  # fmt: skip


@policy("campaign.read")
def report_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The report to edit further."""
    one = _one(request, uid)
    return _file(docx(compose(one)), one, "docx", _WORD)


@policy("campaign.read")
def report_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The report to print."""
    one = _one(request, uid)
    return _file(pdf(compose(one)), one, "pdf", "application/pdf")


def _one(request: HttpRequest, uid: UUID) -> Report:
    rows = Report.objects.visible_to(me(request))
    found: Report = found_or_absent(
        rows.select_related("org__parent__parent", "snapshot__campaign", "before__campaign"),
        uid=uid,
    )
    return found


def _file(content: bytes, one: Report, ending: str, kind: str) -> HttpResponse:
    words = f"bao cao {KINDS[one.kind]} {short(one.org.name)} {one.on:%Y-%m-%d}"
    name = "-".join(fold(words.replace(",", " ")).split())
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _about(user: User) -> tuple[Campaign, Organisation] | None:
    """The campaign of today, and the widest unit in it of which the user publishes figures."""
    campaign = current(user)
    if campaign is None:
        return None
    for top in paths(user, "campaign.publish"):
        if campaign.org.path.startswith(top):
            return campaign, campaign.org
        if top.startswith(campaign.org.path):
            return campaign, Organisation.objects.get(path=top)
    return None


def _made(
    form: NewReport, user: User, campaign: Campaign, org: Organisation,
    offered: dict[str, Snapshot],
) -> Report | None:  # fmt: skip
    said: dict[str, Any] = form.cleaned_data
    try:
        return make_report(
            actor=user, campaign=campaign, org=org, kind=said["kind"], number=said["number"],
            said=said, snapshot=offered.get(said["snapshot"]), before=offered.get(said["before"]),
        )  # fmt: skip
    except Mismatch as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        told = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, errors in told.items():
            for single in errors:
                form.add_error(name if name in form.fields else None, single)
    return None
