"""Questions as lists and as threads; what a unit beside asked is never in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.core import rules
from dangvien.core.schema import FIELDS
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths, under
from dangvien.quality.models import Finding, Question, Reply
from dangvien.quality.models.questions import QuestionQuerySet

PAGE = 30
SHOWN = 40  # findings of a thread that are listed; the rest are counted
_RULES = {rule.code: rule for rule in rules.BOOK}


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding that a question is about: what rule, where; whose only for the unit that asked."""

    uid: UUID
    rule: str
    title: str
    field: str
    unit: str
    name: str
    person: UUID | None
    over: bool


def tab(user: User, which: str) -> QuestionQuerySet:
    """One list: "toi" asked by me, "cho" lying with me, "tren" gone above, "xong" answered."""
    seen = Question.objects.visible_to(user)
    one_each = Q(same_as=None) | ~under(paths(user, "finding.work"), "same_as__began_at__path")
    mine = Q(asked_by=user) & ~Q(state=Question.CLOSED)
    if which == "cho":
        found = seen.lying_with(user)
    elif which == "tren":
        levels = under(paths(user, "question.answer"), "at__path")
        found = seen.filter(one_each, state=Question.OPEN).exclude(levels)
    elif which == "xong":
        found = seen.filter(one_each).exclude(state=Question.OPEN)
    else:
        found = seen.filter(mine)
    return found


def page(rows: QuestionQuerySet, user: User, after: int | None, *, oldest: bool) -> list[Question]:
    """One page more than is shown, with how many asked the same and how many findings it is about."""
    same = Q(repeated__state=Question.OPEN) & under(
        paths(user, "finding.work"), "repeated__began_at__path"
    )
    if after is not None:
        rows = rows.filter(pk__gt=after) if oldest else rows.filter(pk__lt=after)
    counted = rows.annotate(
        alike=Count("repeated", filter=same, distinct=True), about=Count("findings", distinct=True)
    )
    chosen = counted.select_related("began_at", "at", "asked_by")
    return list(chosen.order_by("pk" if oldest else "-pk")[: PAGE + 1])


def counts(user: User) -> dict[str, int]:
    """How many stand in each list; those that are over are not counted."""
    return {key: tab(user, key).count() for key in ("toi", "cho", "tren")}


def waiting_above(user: User) -> int:
    """How many questions of the user's units wait for an answer from above them."""
    return tab(user, "tren").count()


def alike(user: User, question: Question) -> list[Question]:
    """Those that ask the same and that the reader may see, the question itself first."""
    root = question.same_as_id or question.pk
    same = Question.objects.visible_to(user).filter(Q(pk=root) | Q(same_as=root))
    found = list(same.select_related("began_at", "asked_by").order_by("pk"))
    return sorted(found, key=lambda one: one.pk != question.pk)


def thread(question: Question) -> QuerySet[Reply]:
    """What was said on the way and as the answer, at the levels above the unit that asked."""
    levels = [*question.began_at.ancestor_ids, question.began_at.pk]
    said = Reply.objects.filter(question=question.same_as_id or question.pk, level__in=levels)
    return said.select_related("by", "level", "passed_to").order_by("pk")


def concerned(user: User, questions: Sequence[Question]) -> tuple[list[Concern], int]:
    """The findings of these questions, a page of them, and how many there are."""
    rows = Finding.objects.visible_to(user, "finding.work").filter(questions__in=questions)
    rows = rows.distinct().order_by("rule", "unit__sort_key", "pk")
    found = list(rows.select_related("unit", "person")[:SHOWN])
    # A superior reads the rule and the unit; whose it is stands behind a link that is logged.
    own = set(paths(user, "finding.work")) & {one.began_at.path for one in questions}
    own |= {one.began_at.path for one in questions if one.asked_by_id == user.pk}
    people = Person.objects.visible_to(user, "member.read").in_bulk(
        [one.person_id for one in found if one.person_id]
    )
    told = [_told(one, people, tuple(own)) for one in found]
    return told, rows.count() if len(found) == SHOWN else len(found)


def about(user: User, uids: Sequence[UUID]) -> tuple[list[Finding], list[Concern]]:
    """Findings that somebody is about to ask about; those out of reach are not among them."""
    rows = Finding.objects.visible_to(user, "finding.work").alive().filter(uid__in=uids)
    found = list(rows.select_related("unit", "person").order_by("unit__sort_key", "pk"))
    people = {one.person.pk: one.person for one in found if one.person}
    return found, [_told(one, people, ("/",)) for one in found]


def answered_before(user: User, question: Question) -> Reply | None:
    """The newest answer to the same question asked earlier, if the reader may see it."""
    seen = Question.objects.visible_to(user).exclude(pk=question.pk).exclude(state=Question.OPEN)
    same = seen.filter(kind=question.kind, rule=question.rule, key=question.key, same_as=None)
    replies = Reply.objects.filter(question__in=same.values("pk"), passed_to=None)
    return replies.select_related("by", "level").order_by("-pk").first()


def technical(org: Organisation) -> list[Question]:
    """Technical problems and doubts that the units of an organisation have raised, each once."""
    rows = Question.objects.filter(began_at__in=Organisation.objects.under(org).values("pk"))
    asked = rows.filter(same_as=None).exclude(kind=Question.POLICE)
    counted = asked.annotate(alike=Count("repeated", distinct=True))
    return list(counted.select_related("began_at", "at").order_by("kind", "pk"))


def late(question: Question) -> bool:
    """Whether its day has passed without an answer."""
    return question.state == Question.OPEN and bool(question.due and question.due < clock.today())


def rule_title(code: str) -> str:
    """What a rule is called; nothing for a question about no single rule."""
    return _RULES[code].title if code in _RULES else ""


def _told(one: Finding, people: dict[int, Person], own: tuple[str, ...]) -> Concern:
    person = people.get(one.person_id) if one.person_id else None
    named = person is not None and any(one.unit.path.startswith(top) for top in own)
    return Concern(
        uid=one.uid, rule=one.rule, title=rule_title(one.rule),
        field=FIELDS[one.field].label if one.field in FIELDS else "", unit=one.unit.name,
        name=person.full_name if person and named else "", person=person.uid if person else None,
        over=one.closed_on is not None,
    )  # fmt: skip
