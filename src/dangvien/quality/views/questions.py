"""Pages of questions: mine, those that lie with me, one thread, and asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dangvien.accounts.policy import policy
from dangvien.accounts.session import me
from dangvien.orgs.scope import found_or_absent, holds, may
from dangvien.quality.actions import questions as actions
from dangvien.quality.models import Question
from dangvien.quality.queries import questions as queries
from dangvien.quality.question_forms import Answer, Ask, PassUp
from dangvien.quality.question_words import KINDS, STATES

_LISTS = {"toi": "Tôi hỏi", "cho": "Chờ cấp tôi trả lời", "tren": "Đang ở cấp trên",
          "xong": "Đã trả lời"}  # fmt: skip
_MOST_ASKED = 200


@policy("finding.work")
def questions(request: HttpRequest) -> HttpResponse:
    """Four lists: asked by me, lying with me, gone above, answered."""
    return _listed(request, PassUp())


@policy("question.answer")
@require_POST
def send_up(request: HttpRequest) -> HttpResponse:
    """Send the ticked questions up together, with one word."""
    user, form = me(request), PassUp(request.POST)
    chosen = list(Question.objects.visible_to(user).lying_with(user).filter(uid__in=_uids(request)))
    if not chosen:
        form.add_error(None, "Đồng chí chọn ít nhất một câu hỏi rồi chuyển.")
    if form.is_valid():
        word = form.cleaned_data["said"]
        if _tried(form, lambda: actions.send_up(actor=user, questions=chosen, said=word)):
            messages.success(request, f"Đã chuyển {len(chosen)} câu hỏi lên cấp trên.")
            return redirect("/hoi-dap/?xem=cho")
    return _listed(request, form, which="cho")


@policy("finding.work")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about findings named in the address (`?viec=<uid>,…`), or about the machine itself."""
    user = me(request)
    uids = _uids(request)
    rows, shown = queries.about(user, uids)
    if uids and not rows:  # put right meanwhile, or never within reach
        raise Http404
    form = Ask(request.POST or None, findings=bool(rows))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = _tried(form, lambda: actions.ask(
            actor=user, findings=rows, kind=said["kind"], said=said["said"], due=said["due"],
        ))  # fmt: skip
        if asked is not None:
            merged = (
                " Đã có câu hỏi giống vậy; trả lời một lần cho cả hai." if asked.same_as else ""
            )
            messages.success(request, f"Đã gửi câu hỏi lên {asked.at.name}.{merged}")
            return redirect("question", asked.uid)
    return render(request, "quality/question_ask.html", {
        "place": "worklist", "form": form, "about": shown,
        "uids": ",".join(str(one.uid) for one in rows),
    }, status=422 if form.errors else 200)  # fmt: skip


@policy("finding.work")
def question(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One question: what is asked, about what, what was said on the way; what one may do."""
    return _thread(request, _one(request, uid))


@policy("question.answer")
@require_POST
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer it, and all that say the same."""
    one, form = _one(request, uid, "question.answer"), Answer(request.POST)
    if form.is_valid():
        said = form.cleaned_data["said"]
        if _tried(form, lambda: actions.answer(actor=me(request), question=one, said=said)):
            messages.success(request, "Đã trả lời; người hỏi được báo.")
            return redirect("question", one.uid)
    return _thread(request, one, answer=form)


@policy("question.answer")
@require_POST
def pass_up(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send it to the level above."""
    one, form = _one(request, uid, "question.answer"), PassUp(request.POST)
    if form.is_valid():
        said = form.cleaned_data["said"]
        moved = _tried(form, lambda: actions.pass_up(actor=me(request), question=one, said=said))
        if moved is not None:
            messages.success(request, f"Đã chuyển câu hỏi lên {moved.at.name}.")
            return redirect("question", one.uid)
    return _thread(request, one, passing=form)


@policy("finding.work")
@require_POST
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close one's own question."""
    one = _one(request, uid)
    try:
        actions.close(actor=me(request), question=one)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã khép câu hỏi.")
    return redirect("question", one.uid)


def _one(request: HttpRequest, uid: UUID, permission: str = "finding.work") -> Question:
    rows = Question.objects.visible_to(me(request), permission)
    found: Question = found_or_absent(
        rows.select_related("began_at", "at", "asked_by", "same_as"), uid=uid
    )
    return found


def _listed(request: HttpRequest, form: PassUp, which: str = "") -> HttpResponse:
    user = me(request)
    answers = holds(user, "question.answer")
    lists = {key: words for key, words in _LISTS.items() if answers or key != "cho"}
    asked = which or request.GET.get("xem", "")
    which = asked if asked in lists else ("cho" if answers else "toi")
    after = request.GET.get("sau", "")[:18]
    start = int(after) if after.isascii() and after.isdigit() else None
    rows = queries.page(queries.tab(user, which), user, start, oldest=which == "cho")
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    return render(request, "quality/questions.html", {
        "place": "worklist", "which": which, "lists": lists.items(), "form": form,
        "counts": queries.counts(user), "more": shown[-1].pk if more else None,
        "rows": [(one, KINDS[one.kind], STATES[one.state], queries.rule_title(one.rule),
                  queries.late(one)) for one in shown],
        "chosen": set(request.POST.getlist("viec")),
    }, status=422 if form.errors else 200)  # fmt: skip


def _thread(request: HttpRequest, one: Question, **forms: Form) -> HttpResponse:
    user = me(request)
    same = queries.alike(user, one)
    shown, many = queries.concerned(user, same if len(same) > 1 else [one])
    answers = one.state == Question.OPEN and may(user, "question.answer", one.at)
    own = user.pk == one.asked_by_id
    return render(request, "quality/question.html", {
        "place": "worklist", "one": one, "kind": KINDS[one.kind], "state": STATES[one.state],
        "title": queries.rule_title(one.rule), "late": queries.late(one), "thread": queries.thread(one),
        "about": shown, "many": many, "rest": many - len(shown), "alike": same[1:],
        "before": queries.answered_before(user, one) if answers else None,
        "answer": forms.get("answer") or Answer(), "passing": forms.get("passing") or PassUp(),
        "may_answer": answers and (not own or one.kind == Question.POLICE),
        "may_pass": answers and one.at.parent_id is not None,
        "may_close": own and one.state != Question.CLOSED,
    }, status=422 if any(form.errors for form in forms.values()) else 200)  # fmt: skip


def _tried(form: Form, act: Callable[[], Any]) -> Any:
    """Do it; None when it was refused, the form then says why."""
    try:
        return act()
    except ValidationError as error:
        told = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, errors in told.items():
            for single in errors:
                form.add_error(name if name in form.fields else None, single)
        return None


def _uids(request: HttpRequest) -> list[UUID]:
    """The uids named in the address or ticked on the page; what is no uid names nothing."""
    told = ",".join([*request.GET.getlist("viec"), *request.POST.getlist("viec")])
    found = []
    for text in told.split(",")[:_MOST_ASKED]:
        try:
            found.append(UUID(text.strip()))
        except ValueError:
            continue
    return found
