"""The campaigns app."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Tables under the label "campaigns"; what lower floors ask campaigns is answered from here."""

    name = "dangvien.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Say which units are locked, and hear whom a settling looked at."""
        from dangvien.campaigns import changes, queries  # noqa: PLC0415  (models must be loaded)
        from dangvien.quality import locks, settling  # noqa: PLC0415

        locks.source, locks.why = queries.locked, queries.why_locked
        if changes.note not in settling.after:
            settling.after.append(changes.note)
