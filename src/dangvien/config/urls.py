"""Every address of the register, app by app."""

from __future__ import annotations

from django.urls import include, path

from dangvien.api import problems
from dangvien.config import health
from dangvien.web import views

urlpatterns = [
    path("suc-khoe", health.health, name="health"),
    path("", include("dangvien.web.urls")),
    path("", include("dangvien.accounts.urls")),
    path("", include("dangvien.orgs.urls")),
    path("", include("dangvien.members.urls")),
    path("", include("dangvien.inbox.urls")),
    path("", include("dangvien.quality.urls")),
    path("", include("dangvien.exchange.urls")),
    path("", include("dangvien.campaigns.urls")),
    path("", include("dangvien.worklists.urls")),
    path("", include("dangvien.api.urls")),
    path("", include("dangvien.web.log.urls")),
]
handler404 = problems.absent_or(views.absent)
handler500 = health.failed
