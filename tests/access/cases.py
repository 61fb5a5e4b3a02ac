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


def question(world: World) -> dict[str, Any]:
    """The question of the cell."""
    assert world.question is not None
    return {"uid": world.question.uid}


def report(world: World) -> dict[str, Any]:
    """The report of the commune."""
    assert world.report is not None
    return {"uid": world.report.uid}


def kind(world: World) -> dict[str, Any]:
    """One identifier of the canary."""
    return {**person(world), "kind": "citizen_id"}


def campaign(world: World) -> dict[str, Any]:
    """The campaign of the commune."""
    assert world.campaign is not None
    return {"uid": world.campaign.uid}


def asked_list(world: World) -> dict[str, Any]:
    """A long list of the cell, which waits for a second person."""
    assert world.asked_list is not None
    return {"uid": world.asked_list.uid}


def in_campaign(world: World) -> dict[str, Any]:
    """The cell in the campaign."""
    return {**campaign(world), "org": world.register.na_loc.pk}


def of_cell(world: World) -> dict[str, Any]:
    """The cell, of whose progress one asks."""
    return {"org": world.register.na_loc.pk}


def snapshot(world: World) -> dict[str, Any]:
    """Published figures of the cell."""
    assert world.snapshot is not None
    return {"uid": world.snapshot.uid}


def sample(world: World) -> dict[str, Any]:
    """A sample of the cell's records."""
    assert world.sample is not None
    return {"uid": world.sample.uid}


def fallen(world: World) -> dict[str, Any]:
    """A record of the cell that a failed sample found wrong."""
    assert world.fallen is not None
    return {"uid": world.fallen.uid, "number": 1}


def notice(world: World) -> dict[str, Any]:
    """What hùng was told."""
    assert world.notice is not None
    return {"uid": world.notice.uid}


def pair(world: World) -> dict[str, Any]:
    """Two people of the commune who may be one."""
    assert world.pair is not None
    return {"uid": world.pair.uid}


def inquiry(world: World) -> dict[str, Any]:
    """What the cell is asked about one of them."""
    assert world.inquiry is not None
    return {"uid": world.inquiry.uid}


def proposal(world: World) -> dict[str, Any]:
    """What hùng proposes."""
    assert world.proposal is not None
    return {"uid": world.proposal.uid}


def thing(world: World) -> dict[str, Any]:
    """What is asked of the canary, answered."""
    assert world.finding is not None
    return {"viec": str(world.finding.uid), "gia-tri": "0990000999", "version": "1"}


def sheet(world: World) -> dict[str, Any]:
    """The sheet of the canary."""
    assert world.sheet is not None
    return {"code": world.sheet.code}


def returned(world: World) -> dict[str, Any]:
    """The list of the cell that came back."""
    assert world.returned is not None
    return {"uid": world.returned.uid}


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
    get("home", SIGNED_IN, good=SENT), post("stay", SIGNED_IN, good=(200, 204, 302)),
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
    get("member_new", WORK, "any"), post("member_new", WORK, "any"),
    post("member_new_check", WORK, "any", data=said(citizen_id="09907000000")),
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
    get("export-request", "sgcp", args=asked_list),
    post("export-answer", "sgcp", args=asked_list, data=said(**{"tra-loi": "khong"})),
    post("export-collect", "sgcp", args=asked_list, good=(302, 404)),
    post("export-withdraw", "sgcp", args=asked_list, good=(302, 404)),
    # --- campaigns: steps, deadlines, names, signatures
    get("campaigns", "skgcpl", "any"), get("campaign", "skgcpl", "campaign", args=campaign),
    Case("campaign", "GET", "skgcpl", "cell", args=campaign, query="?don-vi={cell}"),
    get("campaign_new", "cp", "any"),
    post("campaign_begin", LEAD, "commune", args=campaign),
    get("campaign_end", LEAD, "commune", args=campaign),
    post("campaign_end", LEAD, "commune", args=campaign, data=said(reason="thử")),
    get("campaign_duties", LEAD, "campaign", args=campaign),
    post("campaign_duties", LEAD, "campaign", args=campaign),
    post("campaign_secretaries", LEAD, "campaign", args=campaign),
    get("campaign_extend", LEAD, "commune", args=in_campaign),
    post("campaign_extend", LEAD, "commune", args=in_campaign,
         data=said(on="31/12/2025", reason="lũ")),
    get("campaign_sign", "sgcp", args=in_campaign),
    post("campaign_sign", "sgcp", args=in_campaign, data=said(buoc="2", paper="biên bản")),
    get("campaign_reopen", "sgcp", args=in_campaign),
    post("campaign_reopen", "sgcp", args=in_campaign, data=said(reason="ghi nhầm mã")),
    get("campaign_call_off", LEAD, "commune", args=campaign),
    post("campaign_call_off", LEAD, "commune", args=campaign, data=said(reason="thử"), good=(422,)),
    # --- the rule book
    get("rules", "skgcp", "any"), get("rule", "skgcp", "any", args=said(code="V22")),
    Case("rules", "GET", "skgcp", "cell", query="?don-vi={cell}"),
    Case("rule", "GET", "skgcp", "cell", args=said(code="V22"), query="?don-vi={cell}"),
    Case("rule", "POST", LEAD, "cell", args=said(code="V22"), data=said(lam="dat"), good=(422,),
         query="?don-vi={cell}"),
    # --- figures, snapshots, samples
    get("progress", "skgcpl", "any", good=SENT), get("progress-unit", "skgcpl", args=of_cell),
    get("progress-table", "skgcpl", args=of_cell),
    post("snapshot-make", LEAD, args=of_cell), get("snapshot", "skgcpl", args=snapshot),
    post("snapshot-again", "skgcpl", args=snapshot), post("snapshot-take", LEAD, args=snapshot),
    post("sample-draw", WORK, args=of_cell), get("sample", WORK, args=sample),
    get("sample-look", WORK, args=lambda w: {**sample(w), "number": 1}, good=SENT),
    post("sample-look", WORK, args=lambda w: {**sample(w), "number": 1}),
    get("sample-mend", "skgcp", args=of_cell), get("sample-keep", "skgcp", args=fallen),
    post("sample-keep", "skgcp", args=fallen, data=said(answer="Đã xem giấy khai sinh gốc."),
         good=(302, 422)),
    # --- worklists: the grid and the paste
    get("worklist", MEMBERS, "any"), Case("worklist", "GET", MEMBERS, "cell", query="?chi-bo={cell}"),
    post("worklist_accept", WORK, "any"), post("worklist_hand", WORK, "any"),
    post("worklist_undo", WORK, "any"), post("worklist_look", MEMBERS, "any"),
    post("worklist_use", MEMBERS, args=nothing, where="any", good=(302, 404)),
    get("worklist_paste", MEMBERS, "any"), post("worklist_paste", MEMBERS, "any"),
    Case("worklist_paste", "POST", MEMBERS, "cell", good=FORM, data=lambda w: {
        "don-vi": w.register.na_loc.pk, "bang": "Số thẻ\tHọ và tên\n38010000\tAi Đó"}),
    # --- the secretary's list: one thing after another, sheets, lists that come back
    get("fix", MEMBERS, args=person), post("fix", MEMBERS, args=person, data=thing),
    post("fix_check", MEMBERS, args=person, data=thing),
    post("fix_later", MEMBERS, args=person), post("fix_to_officer", MEMBERS, args=person, data=thing),
    post("fix_keep", MEMBERS, args=person, data=lambda w: {**thing(w), "ly-do": "không có điện thoại"}),
    get("sheets", "sgcp", "any"), Case("sheets", "GET", "sgcp", "cell", query="?don-vi={cell}"),
    Case("sheets", "POST", "sgcp", "cell", good=FORM, data=lambda w: {
        "don-vi": w.register.na_loc.pk, "kind": "paper"}),
    get("sheet_by_code", MEMBERS, "any", good=(302,), query="?ma=TL-01-0001"),
    get("sheet", MEMBERS, args=sheet),
    post("sheet", MEMBERS, args=sheet, data=said(**{"version": "1", "dung-sex": "on"})),
    get("returned_receive", MEMBERS, "any"), post("returned_receive", MEMBERS, "any"),
    get("returned", MEMBERS, args=returned),
    # --- questions
    get("questions", MEMBERS, "any"), get("question_ask", MEMBERS, "any"),
    post("question_ask", MEMBERS, "any", data=said(kind="doubt", said="Ghi ngày nào?")),
    post("question_send_up", WORK, "any", data=said(**{"chuyen-said": "Xin hỏi."})),
    get("question", MEMBERS, args=question),
    post("question_answer", WORK, "commune", args=question, data=said(said="Ghi theo thẻ.")),
    post("question_pass_up", WORK, "commune", args=question, data=said(**{"chuyen-said": "Xin hỏi."})),
    post("question_close", "", args=question),  # whoever asked, and nobody else: see test_questions
    # --- corrections: proposals, exceptions, what has to be typed elsewhere
    get("proposals", MEMBERS, "any"), get("proposals", MEMBERS, "any", query="?xem=xong"),
    get("proposal", MEMBERS, args=proposal),
    post("proposal", WORK, args=proposal, data=said(lam="tra-lai", answer="Chưa")),
    post("proposal", WORK, args=proposal, data=said(lam="duyet")),
    post("proposal", "", args=proposal, data=said(lam="rut")),  # whoever sent it: see test_proposals
    get("propose", MEMBERS, args=person),
    post("propose", MEMBERS, args=person, data=said(citizen_id="099070000099", version="1")),
    get("waivers", MEMBERS, "any"), get("waivers", MEMBERS, "any", query="?xem=con"),
    post("waivers", "", "any", data=said(lam="duyet", **{"ngoai-le": "0"})),  # see test_waiver_pages
    get("re_entry", "sgcp", "any"), get("re_entry", "sgcp", "any", query="?xem=da"),
    Case("re_entry", "GET", "sgcp", "cell", query="?don-vi={cell}"),
    post("re_entry", "sgcp", "any", data=said(lam="hien")),
    # --- reports
    get("reports", "skgcpl", "any"), get("report_new", LEAD, "any"),
    post("report_new", LEAD, "any", data=said(kind="progress")),
    get("report_docx", "skgcpl", "commune", args=report),
    get("report_pdf", "skgcpl", "commune", args=report),
    # --- the inbox
    get("inbox", SIGNED_IN), post("inbox_read", SIGNED_IN, good=SENT),
    post("notice", SIGNED_IN, args=notice, good=(302, 404)),
    # --- records that may be one person
    get("duplicates", WORK, "any"), get("duplicates", WORK, "any", query="?xem=mot-nguoi"),
    get("duplicate", WORK, "commune", args=pair),
    post("duplicate", WORK, "commune", args=pair, data=said(**{"tra-loi": "mot-nguoi"})),
    post("duplicate", WORK, "commune", args=pair, data=lambda w: {
        "tra-loi": "hai-nguoi", "ly-do": "Chi bộ biết cả hai người", "versions": "1-1"}),
    get("duplicate_merge", WORK, "commune", args=pair, good=SENT),
    post("duplicate_merge", WORK, "commune", args=pair),
    get("duplicate_approve", WORK, "commune", args=pair, good=SENT),
    post("duplicate_approve", WORK, "commune", args=pair),
    get("duplicate_split", WORK, "commune", args=pair, good=SENT),
    post("duplicate_split", WORK, "commune", args=pair),
    get("duplicate_inquiry", MEMBERS, args=inquiry),
    post("duplicate_inquiry", MEMBERS, args=inquiry, data=said(biet="here")),
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
