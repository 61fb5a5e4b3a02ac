"""What a page may offer: only what the person may do."""

from __future__ import annotations

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.orgs.models import Organisation
from dangvien.orgs.periods import in_force

OFFERED = {
    "edit": "org.edit", "reshape": "org.reshape", "list": "member.list", "people": "account.manage",
    "log": "audit.read",
}  # fmt: skip


def rights(user: User, org: Organisation) -> dict[str, bool]:
    """Short name of an act → whether the person may do it on the organisation; one query.

    "above": whether its superior is theirs as well, so that they may move or end it.
    """
    held = user.grants.filter(
        in_force(clock.today()), revoked_at=None, org__in=[*org.ancestor_ids, org.pk]
    ).values_list("role", "org")
    here = {role for role, _ in held} if user.is_active else set()
    above = {role for role, at in held if at != org.pk} if user.is_active else set()
    told = {name: bool(here & roles_with(needed)) for name, needed in OFFERED.items()}
    return told | {"above": bool(above & roles_with("org.reshape"))}
