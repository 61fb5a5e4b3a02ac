"""The inbox app."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Tables under the label "inbox"."""

    name = "dangvien.inbox"
    label = "inbox"
