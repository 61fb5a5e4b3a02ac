"""The worklists app."""

from __future__ import annotations

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """Tables under the label "worklists"."""

    name = "dangvien.worklists"
    label = "worklists"
