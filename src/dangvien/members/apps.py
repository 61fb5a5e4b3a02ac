"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """`dangvien.members`."""

    name = "dangvien.members"
    label = "members"
