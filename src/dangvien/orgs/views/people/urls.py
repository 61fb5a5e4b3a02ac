"""Addresses of accounts and grants."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.orgs.views.people import changing, entering, person, unit

_UNIT = "to-chuc/<int:pk>/nguoi-dung/"
_PERSON = _UNIT + "<int:user>/"

urlpatterns: list[URLPattern] = [
    path("vai-tro/", unit.roles, name="roles"),
    path(_UNIT, unit.people, name="people"),
    path(_UNIT + "moi/", changing.open_account, name="open_account"),
    path(_PERSON, person.person, name="person_account"),
    path(_PERSON + "giao/", changing.give, name="give_role"),
    path(_PERSON + "vai-tro/<int:grant>/thu/", changing.revoke, name="revoke_role"),
    path(_PERSON + "cap-lai/", changing.reset, name="reset_access"),
    path(_PERSON + "khoa/", changing.close, name="close_account"),
    path(_PERSON + "mo-lai/", changing.reopen, name="reopen_account"),
    path("thiet-lap/<str:token>/", entering.set_up, name="set_up"),
    path("ve/<str:token>/", entering.take_up, name="take_up"),
]
