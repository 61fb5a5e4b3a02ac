"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """`dangvien.audit`."""

    name = "dangvien.audit"
    label = "audit"
