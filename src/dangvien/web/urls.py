"""The addresses of the shell."""

from __future__ import annotations

from django.urls import path

from dangvien.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("con-day/", views.stay, name="stay"),
]
