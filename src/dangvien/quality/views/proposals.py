"""The queue of proposals, and the page on which one is decided: before, after, evidence, who, when."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dangvien.accounts.models import User
from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.members.actions import open_record, reveal
from dangvien.members.fields import IDENTIFIERS
from dangvien.members.refusals import Impossible, Stale
from dangvien.orgs.scope import found_or_absent, holds, may
from dangvien.quality import approvers, proposed
from dangvien.quality.actions import approve, refuse, withdraw
from dangvien.quality.actions.deciding import touched
from dangvien.quality.models import Proposal
from dangvien.quality.proposal_forms import Answer
from dangvien.quality.queries import proposals as queries
from dangvien.quality.queries.shown import pair
from dangvien.quality.refusals import Decided

_LISTS = (("cho", "Chờ tôi duyệt"), ("toi", "Tôi đã gửi"), ("xong", "Đã quyết định"))


@policy("finding.work")
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Three lists: what waits for me, what I sent, what was decided."""
    user = me(request)
    approves = holds(user, "finding.approve")
    lists = [one for one in _LISTS if approves or one[0] != queries.TO_APPROVE]
    which = request.GET.get("xem", lists[0][0])
    if which not in dict(lists):
        which = lists[0][0]
    after = request.GET.get("sau", "")
    found = queries.page(user, which, int(after) if after.isdigit() and len(after) < 19 else None)
    return render(request, "quality/proposals.html", {
        "place": "worklist", "lists": lists, "which": which, "rows": found.rows,
        "more": found.next, "first": not after, "approves": approves,
        "count": queries.count(user, queries.TO_APPROVE) if approves else None,
    })  # fmt: skip


@policy("finding.work")
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One proposal: looked at, which is a reading of the record; approved, given back, withdrawn."""
    user = me(request)
    rows = Proposal.objects.visible_to(user).select_related(
        "person__unit", "proposed_by", "decided_by", "unit"
    )
    one: Proposal = found_or_absent(rows, uid=uid)
    if request.method == "GET":
        open_record(actor=user, uid=one.person.uid)
        return _page(request, user, one, Answer())
    return _decide(request, user, one)


def _decide(request: HttpRequest, user: User, one: Proposal) -> HttpResponse:
    """Do what the button says; a page again where something is missing or somebody was faster."""
    deed, form = request.POST.get("lam", ""), Answer(request.POST)
    words = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        if deed == "tra-lai":
            refuse(actor=user, proposal=one, answer=words)
            said = "Đã trả lại. Người đề nghị nhận được lời nhắn; hồ sơ giữ nguyên."
        elif deed == "rut":
            withdraw(actor=user, proposal=one)
            said = "Đã rút đề nghị. Hồ sơ giữ nguyên."
        else:
            unchosen = _approve(request, user, one)
            if unchosen:
                return _page(request, user, one, Answer(), unchosen=unchosen, status=422)
            said = "Đã ghi vào hồ sơ. Giá trị cũ vẫn giữ trong lịch sử."
    except Decided as error:
        messages.warning(request, " ".join(error.problems.values()))
        return redirect("proposal", one.uid)
    except Stale:
        one.refresh_from_db()
        return _page(request, user, one, Answer(), status=409)
    except Impossible as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return _page(request, user, one, form, status=422)
    messages.success(request, said)
    following = queries.next_to_decide(user, one.pk) if deed != "rut" else None
    return redirect("proposal", following) if following else redirect("proposals")


def _approve(request: HttpRequest, user: User, one: Proposal) -> set[str]:
    """Approve with what was chosen of a conflict; the fields for which nothing was chosen."""
    told = request.POST.get("version", "")
    if not (told.isascii() and told.isdigit() and len(told) < 9):
        approve(actor=user, proposal=one)
        return set()
    chosen = {name: request.POST.get(f"chon-{name}", "") for name in _clashing(one)}
    unchosen = {name for name, answer in chosen.items() if answer not in ("ho-so", "de-nghi")}
    if not unchosen:
        over = [name for name, answer in chosen.items() if answer == "de-nghi"]
        approve(actor=user, proposal=one, version=int(told), over=over)
    return unchosen


def _clashing(one: Proposal) -> list[str]:
    return [told.field for told in touched(one.person, one, proposed.opened(one))]


def _page(
    request: HttpRequest, user: User, one: Proposal, form: Answer, *, status: int = 200,
    unchosen: set[str] | None = None,
) -> HttpResponse:  # fmt: skip
    open_now = one.state in Proposal.UNDECIDED
    decides = open_now and approvers.may_decide(user, one.person.unit, one.proposed_by_id)
    clear = decides and _may_see(user, one)
    values = proposed.opened(one)
    clash = touched(one.person, one, values) if open_now else ()
    names = {told.field for told in clash}
    level = approvers.level(one.person.unit, one.proposed_by) if open_now else None
    seen = queries.seen(one, clear=clear)
    return render(request, "quality/proposal.html", {
        "place": "worklist", "one": seen, "decides": decides, "mine": one.proposed_by_id == user.pk,
        "form": form, "level": level, "version": one.person.version,
        "agreed": [told for told in seen.pairs if told.name not in names],
        "clash": [
            (pair(told.field, told.before, told.after, clear=clear),
             pair(told.field, told.before, values[told.field].after, clear=clear),
             (told.actor.split(" (", maxsplit=1)[0], told.at),
             told.field in (unchosen or ()))
            for told in clash
        ],
        "number": any(name in IDENTIFIERS for name in values), "clear": clear,
    }, status=status)  # fmt: skip


def _may_see(user: User, one: Proposal) -> bool:
    """Whoever decides has to compare numbers: shown where revealing is allowed, and logged."""
    kinds = [name for name in one.fields if name in IDENTIFIERS]
    if not kinds or not may(user, "member.reveal", one.person.unit):
        return False
    for kind in kinds:
        reveal(actor=user, person=one.person, kind=kind)
    return True
