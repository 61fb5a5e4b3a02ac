"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """`dangvien.web`."""

    name = "dangvien.web"
    label = "web"
