"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """`dangvien.orgs`."""

    name = "dangvien.orgs"
    label = "orgs"
