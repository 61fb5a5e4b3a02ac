"""The quality app."""

from __future__ import annotations

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Tables under the label "quality"."""

    name = "dangvien.quality"
    label = "quality"

    def ready(self) -> None:
        """Hand the floors below what they ask of this one."""
        from dangvien.members import locking  # noqa: PLC0415 - apps are loaded by now
        from dangvien.quality import hook, locks, settling  # noqa: PLC0415
        from dangvien.quality.actions import join  # noqa: PLC0415

        hook.register()
        locking.source = locks.signed_among
        if join not in settling.after:  # what is settled has changed: it may have to be typed again
            settling.after.append(join)
