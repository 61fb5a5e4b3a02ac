"""Addresses of import and export."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.exchange.views import (
    acting,
    admitting,
    columns,
    conflicts,
    exporting,
    listing,
    organisations,
    requests,
    showing,
    starting,
    undoing,
)

urlpatterns: list[URLPattern] = [
    path("nhap/", listing.imports, name="imports"),
    path("nhap/moi/", starting.start, name="import-new"),
    path("nhap/to-chuc/", organisations.start, name="import-organisations"),
    path("nhap/cho-quyet/", conflicts.passed_up, name="passed-up"),
    path("nhap/dong/<int:pk>/", conflicts.decide, name="import-decide"),
    path("nhap/<uuid:uid>/", showing.show, name="import"),
    path("nhap/<uuid:uid>/tien-do/", showing.progress, name="import-progress"),
    path("nhap/<uuid:uid>/cot/", columns.columns, name="import-columns"),
    path("nhap/<uuid:uid>/ghi/", acting.commit, name="import-commit"),
    path("nhap/<uuid:uid>/dung/", acting.stop, name="import-stop"),
    path("nhap/<uuid:uid>/bo/", acting.drop, name="import-drop"),
    path("nhap/<uuid:uid>/cho-di-tiep/", conflicts.release, name="import-release"),
    path("nhap/<uuid:uid>/hoan-tac/", undoing.undo, name="import-undo"),
    path("nhap/<uuid:uid>/mau-thuan/", conflicts.conflicts, name="import-conflicts"),
    path("nhap/<uuid:uid>/tu-choi.xlsx", exporting.rejects, name="import-rejects"),
    path("dang-vien/moi/", admitting.admit, name="member_new"),
    path("dang-vien/moi/kiem/", admitting.check, name="member_new_check"),
    path("xuat/", exporting.export, name="export"),
    path("xuat/<uuid:uid>/", requests.show, name="export-request"),
    path("xuat/<uuid:uid>/tra-loi/", requests.answer, name="export-answer"),
    path("xuat/<uuid:uid>/lay/", requests.collect, name="export-collect"),
    path("xuat/<uuid:uid>/rut/", requests.withdraw, name="export-withdraw"),
]
