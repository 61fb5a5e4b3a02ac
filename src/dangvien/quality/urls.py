"""The addresses of the quality app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.quality.views import (
    duplicates,
    proposals,
    proposing,
    questions,
    re_entry,
    rules,
    waivers,
)

urlpatterns: list[URLPattern] = [
    path("hoi-dap/", questions.questions, name="questions"),
    path("hoi-dap/hoi/", questions.ask, name="question_ask"),
    path("hoi-dap/chuyen/", questions.send_up, name="question_send_up"),
    path("hoi-dap/<uuid:uid>/", questions.question, name="question"),
    path("hoi-dap/<uuid:uid>/tra-loi/", questions.answer, name="question_answer"),
    path("hoi-dap/<uuid:uid>/chuyen/", questions.pass_up, name="question_pass_up"),
    path("hoi-dap/<uuid:uid>/khep/", questions.close, name="question_close"),
    path("trung/", duplicates.pairs, name="duplicates"),
    path("trung/<uuid:uid>/", duplicates.pair, name="duplicate"),
    path("trung/<uuid:uid>/gop/", duplicates.merge, name="duplicate_merge"),
    path("trung/<uuid:uid>/duyet-gop/", duplicates.approve, name="duplicate_approve"),
    path("trung/<uuid:uid>/tach/", duplicates.split, name="duplicate_split"),
    path("trung/hoi/<uuid:uid>/", duplicates.inquiry, name="duplicate_inquiry"),
    path("duyet/", proposals.proposals, name="proposals"),
    path("duyet/<uuid:uid>/", proposals.proposal, name="proposal"),
    path("dang-vien/<uuid:uid>/de-nghi/", proposing.propose, name="propose"),
    path("ngoai-le/", waivers.waivers, name="waivers"),
    path("nhap-lai/", re_entry.re_entry, name="re_entry"),
    path("quy-tac/", rules.rules, name="rules"),
    path("quy-tac/<str:code>/", rules.rule, name="rule"),
]
