"""The addresses of the worklists app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.worklists.views import deeds, fix, grid, lists, one, paste, returned, sheets

urlpatterns: list[URLPattern] = [
    path("viec/", lists.worklist, name="worklist"),
    path("viec/nhan/", grid.accept, name="worklist_accept"),
    path("viec/giao/", grid.hand, name="worklist_hand"),
    path("viec/hoan-tac/", grid.undo, name="worklist_undo"),
    path("viec/xem/", grid.look, name="worklist_look"),
    path("viec/dung/", one.use, name="worklist_use"),
    path("viec/dan/", paste.paste, name="worklist_paste"),
    path("viec/nguoi/<uuid:uid>/", fix.fix, name="fix"),
    path("viec/nguoi/<uuid:uid>/kiem/", fix.check, name="fix_check"),
    path("viec/nguoi/<uuid:uid>/de-sau/", deeds.later, name="fix_later"),
    path("viec/nguoi/<uuid:uid>/gui-xa/", deeds.to_officer, name="fix_to_officer"),
    path("viec/nguoi/<uuid:uid>/giu-nguyen/", deeds.keep, name="fix_keep"),
    path("phieu/", sheets.sheets, name="sheets"),
    path("phieu/ma/", sheets.by_code, name="sheet_by_code"),
    path("phieu/tra-lai/", returned.receive, name="returned_receive"),
    path("phieu/tra-lai/<uuid:uid>/", returned.returned, name="returned"),
    path("phieu/<slug:code>/", sheets.sheet, name="sheet"),
]
