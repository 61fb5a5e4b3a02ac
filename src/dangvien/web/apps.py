"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """`dangvien.web`."""

    name = "dangvien.web"
    label = "web"

    def ready(self) -> None:
        """Forms speak our words from the first request on."""
        from dangvien.web.wording import speak  # noqa: PLC0415  (forms need the apps loaded)

        speak()
