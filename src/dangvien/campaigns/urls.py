"""The addresses of the campaigns app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.campaigns.views import (
    campaign,
    duties,
    leader,
    mending,
    opening,
    reports,
    sample,
    signing,
    snapshot,
)

_ONE = "chien-dich/<uuid:uid>/"

urlpatterns: list[URLPattern] = [
    # --- the campaign itself
    path("chien-dich/", campaign.listing, name="campaigns"),
    path("chien-dich/moi/", opening.new, name="campaign_new"),
    path(_ONE, campaign.show, name="campaign"),
    path(_ONE + "bat-dau/", opening.begin, name="campaign_begin"),
    path(_ONE + "huy/", opening.call_off, name="campaign_call_off"),
    path(_ONE + "ket-thuc/", opening.end, name="campaign_end"),
    path(_ONE + "phan-cong/", duties.assign, name="campaign_duties"),
    path(_ONE + "phan-cong/bi-thu/", duties.secretaries, name="campaign_secretaries"),
    path(_ONE + "gia-han/<int:org>/", campaign.extend, name="campaign_extend"),
    path(_ONE + "ky/<int:org>/", signing.sign, name="campaign_sign"),
    path(_ONE + "mo-lai/<int:org>/", signing.reopen, name="campaign_reopen"),
    # --- figures
    path("tien-do/", leader.progress, name="progress"),
    path("tien-do/<int:org>/", leader.unit, name="progress-unit"),
    path("tien-do/<int:org>/bang.xlsx", leader.taken, name="progress-table"),
    path("tien-do/<int:org>/chot/", snapshot.make, name="snapshot-make"),
    path("so-lieu/<uuid:uid>/", snapshot.show, name="snapshot"),
    path("so-lieu/<uuid:uid>/tinh-lai/", snapshot.again, name="snapshot-again"),
    path("so-lieu/<uuid:uid>/tai/", snapshot.take, name="snapshot-take"),
    path("tien-do/<int:org>/rut-mau/", sample.draw, name="sample-draw"),
    path("mau/phai-sua/<int:org>/", mending.listing, name="sample-mend"),
    path("mau/<uuid:uid>/<int:number>/giu-nguyen/", mending.keep, name="sample-keep"),
    path("mau/<uuid:uid>/", sample.show, name="sample"),
    path("mau/<uuid:uid>/<int:number>/", sample.look, name="sample-look"),
    # --- reports
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/moi/", reports.new_report, name="report_new"),
    path("bao-cao/<uuid:uid>.docx", reports.report_docx, name="report_docx"),
    path("bao-cao/<uuid:uid>.pdf", reports.report_pdf, name="report_pdf"),
]
