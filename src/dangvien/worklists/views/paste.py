"""A paste from a spreadsheet: shown cell by cell first, then its good cells are proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.look.numbers import thousands
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent
from dangvien.quality.evidence import EVIDENCE, KEYS
from dangvien.worklists.grid.reach import FEW
from dangvien.worklists.paste import page as paper
from dangvien.worklists.paste import sending
from dangvien.worklists.paste.matching import EDIT
from dangvien.worklists.paste.reading import Unreadable

SEEN_WHERE = "Chọn nơi đồng chí đã nhìn thấy các giá trị này."


@policy("member.edit")
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """The empty page; or what was pasted, judged; or what became of the good cells."""
    user = me(request)
    if request.method == "GET":
        return render(request, "worklists/paste.html", {"place": "worklist", "units": _units(user)})
    told = request.POST
    org = _unit(user, told.get("don-vi", ""))
    text = told.get("bang", "")
    shown: dict[str, Any] = {"place": "worklist", "org": org, "units": _units(user), "text": text}
    try:
        judged = paper.judge(user, org, text, _typed(told))
    except Unreadable as problem:
        return render(
            request, "worklists/paste.html", {**shown, "problem": str(problem)}, status=422
        )
    if told.get("lam") == "gui":
        return _send(request, user, org, judged, shown)
    return _page(request, judged, shown, {})


def _send(
    request: HttpRequest, user: User, org: Organisation | None, judged: paper.Judged,
    shown: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    told = request.POST
    values, evidence = sending.good(judged.cells), told.get("bang-chung", "")
    source = told.get("nguon", "").strip()[:160]
    shown |= {"evidence_chosen": evidence, "source": source}
    if evidence not in (*KEYS, "") or (sending.asks_evidence(values) and not evidence):
        return _page(request, judged, shown | {"evidence_problem": SEEN_WHERE}, {})
    sent = sending.send(
        actor=user, people=judged.people, values=values, versions=_versions(told), evidence=evidence,
        source=source or "Dán từ Excel",
    )  # fmt: skip
    kept = {*judged.wrong, *judged.aside, *sent.refused, *sent.left}
    rest = [row for row in judged.table.rows if row.number in kept]
    said = _said(sent)
    if not rest:
        messages.success(request, said or "Không ô nào khác với hồ sơ; không có gì để ghi.")
        return redirect("worklist")
    text = judged.table.text(rest)
    again = paper.judge(user, org, text, {})
    renumbered = dict(zip((row.number for row in rest), range(2, len(rest) + 2), strict=True))
    refused = {renumbered[row]: why for row, why in sent.refused.items()}
    return _page(
        request, again, shown | {"text": text, "sent": said, "more": len(sent.left)}, refused
    )


def _page(
    request: HttpRequest, judged: paper.Judged, shown: dict[str, Any], refused: Mapping[int, str]
) -> HttpResponse:
    bad, good, aside = paper.lines(judged, refused)
    values = sending.good(judged.cells)
    states = judged.states
    doubt = bad or aside or "evidence_problem" in shown
    return render(request, "worklists/paste.html", {
        **shown, "judged": judged, "bad": bad, "good": good, "aside": aside, "states": states,
        # What was typed over is part of the text now: the next press needs no second copy.
        "text": judged.table.text(judged.table.rows), "people": len(values),
        "count_bad": len(set(judged.wrong) | set(refused)), "count_aside": len(judged.aside),
        "versions": json.dumps(judged.versions), "evidence": EVIDENCE,
        "asks_evidence": sending.asks_evidence(values),
        "ignored": [one for one in judged.table.columns if one.said],
        "used": [one for one in judged.table.columns if one.field],
    }, status=422 if doubt else 200)  # fmt: skip


def _typed(told: QueryDict) -> dict[tuple[int, str], str]:
    """Cells that were typed over on the page, by row number and field."""
    found: dict[tuple[int, str], str] = {}
    for key, text in told.items():
        head, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if head == "o" and number.isascii() and number.isdigit() and len(number) < 6:
            found[int(number), name] = str(text)
    return found


def _versions(told: QueryDict) -> dict[str, int]:
    try:
        found = json.loads(told.get("phien", "") or "{}")
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(uid): version for uid, version in pairs if isinstance(version, int)}


def _said(sent: sending.Sent) -> str:
    parts = [
        f"đã ghi {thousands(sent.written)} ô" if sent.written else "",
        f"gửi duyệt {thousands(sent.waiting)} ô" if sent.waiting else "",
    ]
    told = ", ".join(part for part in parts if part)
    if not told:
        return ""
    return f"{told[0].upper()}{told[1:]} của {thousands(sent.people)} người. Bản cũ vẫn giữ."


def _unit(user: User, told: str) -> Organisation | None:
    if not told:
        return None
    found: Organisation = found_or_absent(Organisation.objects.visible_to(user, EDIT), pk=told)
    return found


def _units(user: User) -> list[tuple[int, str]]:
    rows = Organisation.objects.visible_to(user, EDIT).filter(closed_on=None).order_by("path")
    return list(rows.values_list("pk", "name")[:FEW])
