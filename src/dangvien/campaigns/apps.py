"""The campaigns app."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Tables under the label "campaigns"; what lower floors ask campaigns is answered from here."""

    name = "dangvien.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Say which units are locked, and hear whom a settling looked at."""
        from dangvien.campaigns import (  # noqa: PLC0415  (models must be loaded)
            changes,
            mending,
            queries,
            unit_changes,
        )  # fmt: skip
        from dangvien.orgs import locking  # noqa: PLC0415
        from dangvien.quality import locks, settling  # noqa: PLC0415

        locks.source, locks.why = queries.locked_units, queries.why_locked
        locking.source = queries.why_unit_locked
        for look in (changes.note, mending.note):
            if look not in settling.after:
                settling.after.append(look)
        if unit_changes.note not in settling.after_units:
            settling.after_units.append(unit_changes.note)
