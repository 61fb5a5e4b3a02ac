"""What a page may offer: only what the person may do."""

from __future__ import annotations

from dangvien.accounts.models import User
from dangvien.accounts.permissions import roles_with
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import held

OFFERED = {
    "edit": "org.edit", "reshape": "org.reshape", "list": "member.list", "people": "account.manage",
    "log": "audit.read", "event": "member.event",
}  # fmt: skip


def rights(user: User, org: Organisation) -> dict[str, bool]:
    """Short name of an act → whether the person may do it on the organisation; no query of its own.

    "above": whether its superior is theirs as well, so that they may move or end it.
    """
    reach = [(role, path) for role, path, _ in held(user) if org.path.startswith(path)]
    here = {role for role, _ in reach}
    above = {role for role, path in reach if path != org.path}
    told = {name: bool(here & roles_with(needed)) for name, needed in OFFERED.items()}
    return told | {"above": bool(above & roles_with("org.reshape"))}
