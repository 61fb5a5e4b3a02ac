"""The matrix by hand: each address, which roles may use it, and on whose object it is asked.

`where`: the unit the object belongs to: a role must stand there or above ("cell", "commune", "top"), or
"any" when holding the role anywhere is enough (lists show only what is in reach).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.world import REACHING, World

OPEN, SIGNED_IN = "open", "signed-in"
Values = Callable[[World], dict[str, Any]]
# Roles by one letter each.
LETTERS = {
    "s": "cell_secretary", "k": "cell_committee", "g": "grassroots_officer",
    "c": "commune_officer", "p": "province_officer", "l": "leader", "a": "administrator",
}  # fmt: skip
IN_FORCE = ("own", "parent", "top", "sibling", "other-commune", "other-cell", "below")


def nothing(_: World) -> dict[str, Any]:
    """No arguments, no data."""
    return {}


@dataclass(frozen=True)
class Case:
    """One address and method."""

    name: str
    method: str
    roles: str
    where: str = "cell"
    args: Values = nothing
    data: Values = nothing
    good: tuple[int, ...] = (200,)
    json: bool = False
    query: str = field(default="")

    def address(self, world: World) -> str:
        """The address, filled in."""
        query = self.query.format(cell=world.register.na_loc.pk)
        return reverse(self.name, kwargs=self.args(world)) + query

    def lets_in(self, role: str, relation: str) -> bool:
        """Whether the table says that this user is let in."""
        if self.roles == OPEN:
            return True
        if relation in ("anonymous", "closed-account"):
            return False
        if self.roles == SIGNED_IN:
            return True
        if role not in {LETTERS[letter] for letter in self.roles}:
            return False
        return relation in (IN_FORCE if self.where == "any" else REACHING[self.where])


def cell(world: World) -> dict[str, Any]:
    """The cell's own page."""
    return {"pk": world.register.na_loc.pk}


def commune(world: World) -> dict[str, Any]:
    """The commune's page."""
    return {"pk": world.register.commune.pk}


def person(world: World) -> dict[str, Any]:
    """The canary of the cell."""
    return {"uid": world.people["own"].uid}


def batch(world: World) -> dict[str, Any]:
    """The import of the commune."""
    return {"uid": world.batches["own"].uid}


def account(world: World) -> dict[str, Any]:
    """The account of hùng, secretary of the cell, seen from the cell."""
    return {"pk": world.register.na_loc.pk, "user": world.register.hung.pk}


def kind(world: World) -> dict[str, Any]:
    """One identifier of the canary."""
    return {**person(world), "kind": "citizen_id"}


def said(**values: Any) -> Values:
    """The same values for everybody."""
    return lambda _: values


def role(world: World) -> dict[str, Any]:
    """A role to give."""
    return {"role": "cell_committee", "org": world.register.na_loc.pk, "since": "15/12/2025"}


def plan(world: World) -> dict[str, Any]:
    """A cell moved to the province, previewed."""
    return {"parent": world.register.province.pk, "on": "15/12/2025", "decision": "QĐ 1",
            "version": world.register.na_loc.version}  # fmt: skip


def upload(world: World) -> dict[str, Any]:
    """What the API's upload asks for."""
    file = SimpleUploadedFile("ds.csv", "Họ và tên,Ngày sinh\nVi Văn Mới,01/02/1980\n".encode())
    return {"org": world.register.commune.pk, "source": "thử", "as_of": "2025-12-15", "file": file}


READ = SAW = (200,)
SENT = (200, 302)  # a page, or the page after a deed
FORM = (200, 302, 409, 422)  # also a form that asks again
MEMBERS, WORK, LEAD = "skgcp", "gcp", "cp"
EVERYBODY = "skgcpla"


def get(name: str, roles: str, where: str = "cell", args: Values = nothing, **more: Any) -> Case:
    """A page."""
    return Case(name, "GET", roles, where, args, **more)


def post(name: str, roles: str, where: str = "cell", args: Values = nothing, **more: Any) -> Case:
    """A deed."""
    return Case(name, "POST", roles, where, args, **{"good": FORM, **more})


CASES: tuple[Case, ...] = (
    # --- the door
    get("account_login", OPEN, good=SENT),
    post("account_login", OPEN, data=said(login="ai-do", password="khong-phai"), good=FORM),
    post("mfa_login_webauthn", OPEN, good=(200, 302, 400, 403, 404, 422)),
    get("mfa_authenticate", OPEN, good=SENT),
    get("set_up", OPEN, args=said(token="khong-co"), good=(404, 410, 200)),
    get("take_up", OPEN, args=said(token="khong-co"), good=(404, 410, 200)),
    get("health", OPEN),
    # --- one's own
    get("home", SIGNED_IN), post("stay", SIGNED_IN, good=(200, 204, 302)),
    get("mfa_index", SIGNED_IN), get("roles", SIGNED_IN),
    get("second_factor", SIGNED_IN, good=SENT), get("mfa_activate_totp", SIGNED_IN, good=SENT),
    get("mfa_deactivate_totp", SIGNED_IN, good=SENT), get("mfa_add_webauthn", SIGNED_IN, good=SENT),
    get("mfa_remove_webauthn", SIGNED_IN, args=said(pk=1), good=(200, 302, 404)),
    get("mfa_view_recovery_codes", SIGNED_IN, good=(200, 302, 404)),
    get("mfa_generate_recovery_codes", SIGNED_IN, good=SENT),
    post("end_session", SIGNED_IN, args=said(pk=1), good=(302, 404)),
    get("account_change_password", SIGNED_IN, good=SENT),
    get("account_reauthenticate", SIGNED_IN, good=SENT),
    get("mfa_reauthenticate", SIGNED_IN, good=SENT),
    get("mfa_reauthenticate_webauthn", SIGNED_IN, good=SENT),
    post("account_logout", SIGNED_IN, good=SENT),
    get("keep_key", "a", "any", good=(200, 302, 404)),
    # --- organisations
    get("org_tree", EVERYBODY, "any", good=SENT, query="?tinh-den=2025-12-15&so-voi=2025-06-30"),
    get("org", EVERYBODY, args=cell), get("org", EVERYBODY, "commune", args=commune),
    get("org_edit", WORK, args=cell), post("org_edit", WORK, args=cell, data=said(name="Tên mới")),
    get("org_officers", WORK, args=cell),
    post("org_officers", WORK, args=cell, data=said(name="Vi Văn Thử", position="deputy")),
    post("org_end_term", WORK, args=lambda w: {**cell(w), "officer": w.officer}, good=FORM),
    get("org_paper", WORK, args=cell),
    post("org_paper", WORK, args=cell, data=said(on="15/12/2025", count="31", source="sổ")),
    get("org_found", LEAD, args=cell), get("org_move", LEAD, "commune", args=cell),
    post("org_move", LEAD, "commune", args=cell, data=plan),
    get("org_close", LEAD, "commune", args=cell),
    post("org_close", LEAD, "commune", args=cell,
         data=said(on="15/12/2025", decision="QĐ 1", how="ended")),
    post("org_call_off", LEAD, "commune", args=cell),
    post("org_found", LEAD, "commune", args=commune,
         data=said(name="Chi bộ mới", form="chi_bo_co_so", on="15/12/2025", decision="QĐ 1")),
    # --- accounts and grants
    get("people", "cpa", args=cell), get("open_account", "cpa", args=cell),
    post("open_account", "cpa", args=cell,
         data=lambda w: {**role(w), "full_name": "Vi Văn Mới", "username": "moi"}),
    get("person_account", "cpa", args=account), post("give_role", "cpa", args=account, data=role),
    post("revoke_role", "cpa", args=lambda w: {**account(w), "grant": w.grant}),
    post("reset_access", "cpa", args=account), post("close_account", "cpa", args=account),
    post("reopen_account", "cpa", args=account),
    # --- members
    get("members", MEMBERS, "any"), get("members", MEMBERS, "any", query="?q=canh giu"),
    post("members", MEMBERS, "any", data=said(q="099070000001"), good=SENT),
    Case("members", "GET", MEMBERS, "cell", query="?don-vi={cell}"),
    get("member", MEMBERS, args=person), post("member_reveal", MEMBERS, args=kind),
    get("member_edit", MEMBERS, args=person),
    post("member_edit", MEMBERS, args=person,
         data=said(workplace="Trường Tiểu học", source="gọi điện", version="1")),
    get("member_event", WORK, args=person, good=SENT),
    post("member_event", WORK, args=person, data=said(kind="exempted", on="01/12/2025")),
    get("member_print", "sgcp", args=person, good=SENT), post("member_print", "sgcp", args=person),
    get("member_viewers", "sgcp", args=person),
    # --- lists in and out
    get("imports", WORK, "any"), get("import-new", WORK, "any"),
    get("import-organisations", LEAD, "any", good=FORM),
    get("passed-up", WORK, "any"), get("import", WORK, "commune", args=batch),
    get("import-progress", WORK, "commune", args=batch, good=(200, 204, 286, 302)),
    get("import-columns", WORK, "commune", args=batch, good=FORM),
    post("import-columns", WORK, "commune", args=batch),
    post("import-commit", WORK, "commune", args=batch),
    post("import-stop", WORK, "commune", args=batch),
    post("import-drop", WORK, "commune", args=batch),
    get("import-undo", WORK, "commune", args=batch, good=FORM),
    post("import-undo", WORK, "commune", args=batch),
    get("import-conflicts", WORK, "commune", args=batch),
    get("import-rejects", WORK, "commune", args=batch, good=(200, 302)),
    post("import-decide", WORK, "commune", args=lambda w: {"pk": w.row},
         data=lambda _: {"tra-loi": "kept"}),
    post("import-release", WORK, "top", args=lambda w: {"uid": w.batches["held"].uid}),
    get("export", "sgcp", "any"),
    Case("export", "POST", "sgcp", "cell", data=lambda w: {
        "org": w.register.na_loc.pk, "tier": "1", "form": "xlsx",
        "purpose": "đối chiếu với sổ chi bộ tháng 12"}),
    # --- the log
    get("log", LEAD, "any"), get("checkpoints", LEAD, "any"),
    post("checkpoint_make", LEAD, "top"), post("checkpoint_keep", LEAD, "top"),
    get("checkpoint_file", LEAD, "any", args=lambda w: {"pk": w.checkpoint}),
    # --- the API
    get("api-openapi", SIGNED_IN), get("api:session_of", SIGNED_IN),
    post("api:search_members", MEMBERS, "any", data=said(text="canh giu"), json=True),
    get("api:member_record", MEMBERS, args=person),
    post("api:reveal_identifier", MEMBERS, args=person, data=said(kind="citizen_id"), json=True),
    get("api:organisation_tree", EVERYBODY, "any"),
    post("api:upload_list", WORK, "commune", data=upload, good=(201, 400, 422)),
    get("api:import_state", WORK, "commune", args=batch),
    post("api:commit_list", WORK, "commune", args=batch, good=(200, 409), json=True),
    post("api:undo_list", WORK, "commune", args=batch, good=(201, 409), json=True),
)  # fmt: skip
