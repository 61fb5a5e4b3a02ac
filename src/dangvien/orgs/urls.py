"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.orgs.views import editing, people, reshaping, tree, unit

_UNIT = "to-chuc/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("to-chuc/", tree.show, name="org_tree"),
    path(_UNIT, unit.show, name="org"),
    path(_UNIT + "sua/", editing.edit, name="org_edit"),
    path(_UNIT + "can-bo/", editing.officers, name="org_officers"),
    path(_UNIT + "can-bo/<int:officer>/thoi/", editing.end_term, name="org_end_term"),
    path(_UNIT + "so-giay/", editing.paper, name="org_paper"),
    path(_UNIT + "lap/", reshaping.found, name="org_found"),
    path(_UNIT + "chuyen/", reshaping.move, name="org_move"),
    path(_UNIT + "ket-thuc/", reshaping.close, name="org_close"),
    path(_UNIT + "huy-ke-hoach/", reshaping.call_off, name="org_call_off"),
    *people.urlpatterns,
]
