"""Search, a record, one identifier shown."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router

from dangvien.accounts.policy import policy
from dangvien.api.asked import Reveal, Search
from dangvien.api.callers import caller
from dangvien.api.problems import DECLARED, BadCursor
from dangvien.api.reach import fields_for
from dangvien.api.told import Hit, Hits, Masked, Record, Revealed
from dangvien.members import actions, queries
from dangvien.members.models import Identifier, Person
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import found_or_absent

router = Router(tags=["Đảng viên"])


@router.post("members/search", response={200: Hits, **DECLARED}, url_name="search_members")
@policy("member.list")
def search_members(request: HttpRequest, asked: Search) -> Hits:
    """Find people by name (marks may be left out) or by one exact number.

    A POST, so that what was looked for stands in no address and no log of addresses.
    """
    user = caller(request)
    org = None
    if asked.org is not None:
        org = found_or_absent(Organisation.objects.visible_to(user, "member.list"), pk=asked.org)
    try:
        page = queries.search(user, asked.text, org=org, after=asked.after, limit=asked.limit)
    except queries.BadCursor as error:
        raise BadCursor from error
    sought = queries.sought(asked.text)
    actions.ask_list(actor=user, asked=sought, count=len(page.people), org=org)
    people = [
        Hit(uid=one.uid, full_name=one.full_name, birth_date=one.birth_date, unit=one.unit_id,
            unit_name=one.unit.name, status=one.status)
        for one in page.people
    ]  # fmt: skip
    return Hits(people=people, next=page.next)


@router.get("members/{uuid:uid}", response={200: Record, **DECLARED}, url_name="member_record")
@policy("member.read")
def member_record(request: HttpRequest, uid: UUID) -> Record:
    """Open one record, which is logged. Identifiers are masked; `reveal` shows one."""
    user = caller(request)
    person = actions.open_record(actor=user, uid=uid)
    frame = queries.frame(Person.objects.filter(pk=person.pk), reveal=False)
    told = frame.to_dicts()[0]
    shown = fields_for(user, person)
    states = dict(person.identifiers.filter(until=None).values_list("kind", "state"))
    return Record(
        uid=person.uid, unit=person.unit_id, unit_name=person.unit.name, version=person.version,
        values={name: told[name] or "" for name in sorted(shown)},
        identifiers=[Masked(kind=kind, masked=told[kind] or "", state=states[kind])
                     for kind in Identifier.KINDS if kind in states],
    )  # fmt: skip


@router.post(
    "members/{uuid:uid}/reveal", response={200: Revealed, **DECLARED}, url_name="reveal_identifier"
)
@policy("member.reveal")
def reveal_identifier(request: HttpRequest, uid: UUID, asked: Reveal) -> Revealed:
    """Show one identifier in full; the log says who asked."""
    user = caller(request)
    people = Person.objects.visible_to(user, "member.reveal")
    person = found_or_absent(people, uid=uid)
    value = actions.reveal(actor=user, person=person, kind=asked.kind)
    if not value:
        raise Http404
    return Revealed(kind=asked.kind, value=value)
