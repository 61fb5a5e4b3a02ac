"""The addresses of the inbox app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dangvien.inbox import views

urlpatterns: list[URLPattern] = [
    path("thong-bao/", views.inbox, name="inbox"),
    path("thong-bao/da-doc/", views.read_all, name="inbox_read"),
    path("thong-bao/<uuid:uid>/", views.go, name="notice"),
]
