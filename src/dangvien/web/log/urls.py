"""Addresses of the log."""

from __future__ import annotations

from django.urls import path

from dangvien.web.log import views

urlpatterns = [
    path("nhat-ky/", views.log, name="log"),
    path("nhat-ky/diem-chot/", views.checkpoints, name="checkpoints"),
    path("nhat-ky/diem-chot/lap/", views.make, name="checkpoint_make"),
    path("nhat-ky/diem-chot/giu/", views.keep_one, name="checkpoint_keep"),
    path("nhat-ky/diem-chot/<int:pk>.json", views.file, name="checkpoint_file"),
]
