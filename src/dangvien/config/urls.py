"""Every address of the register, app by app."""

from __future__ import annotations

from django.urls import include, path

from dangvien.web import views

urlpatterns = [
    path("", include("dangvien.web.urls")),
    path("", include("dangvien.accounts.urls")),
    path("", include("dangvien.orgs.urls")),
    path("", include("dangvien.members.urls")),
    path("", include("dangvien.exchange.urls")),
    path("", include("dangvien.audit.urls")),
]
handler404 = views.absent
handler500 = views.failed
