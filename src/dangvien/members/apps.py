"""The app's name in Django, and what it does for the floor below."""

from __future__ import annotations

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """`dangvien.members`."""

    name = "dangvien.members"
    label = "members"

    def ready(self) -> None:
        """Organisations may not import members: whoever stands above says how people follow."""
        from dangvien.members.actions.following import follow  # noqa: PLC0415  (needs the models)
        from dangvien.orgs.actions import FOLLOWERS  # noqa: PLC0415

        FOLLOWERS.append(follow)
