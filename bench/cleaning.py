"""What a campaign asks of a city: a run, a save, a worklist, figures, a snapshot, a trial."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import filling
from asking import timed

from dangvien import clock
from dangvien.campaigns import actions, queries
from dangvien.campaigns.models import Campaign
from dangvien.exchange import statistics
from dangvien.members import sealed
from dangvien.members.groups import Group, groups
from dangvien.members.models import Person
from dangvien.orgs.models import Organisation
from dangvien.quality.actions import run, try_rule
from dangvien.quality.models import Finding, Verdict

Rows = Iterator[dict[str, Any]]
WORK, NUMBERS = (next(one for one in groups() if one.slug == slug) for slug in ("cong-tac", "so"))


def once(what: str, ask: Callable[[], object], **more: Any) -> dict[str, Any]:
    """Seconds of one asking."""
    began = time.perf_counter()
    told = ask()
    return {"what": what, "seconds": round(time.perf_counter() - began, 2), **more, "told": told}


def questions() -> Rows:
    """Every measure of the campaign, through the functions and pages that people use."""
    boss, client, dice = filling.officer(), filling.signed_in(), random.Random(4)  # noqa: S311
    top = Organisation.objects.get(parent=None)

    def page(address: str, data: dict[str, Any] | None = None) -> Any:
        answer = client.post(address, data) if data else client.get(address)
        if answer.status_code not in (200, 302):
            raise RuntimeError(f"{answer.status_code} {address}")
        return answer

    yield once("rule run", lambda: run(actor=boss, org=top).counts)
    statistics.renew()
    yield once("rule run again", lambda: run(actor=boss, org=top).counts)
    yield {"what": "findings", "open": Finding.objects.alive().count(),
           "verdicts": Verdict.objects.count()}  # fmt: skip
    people = list(Person.objects.alive().order_by("uid").values_list("uid", flat=True)[:400])

    def save(group: Group, **new: str) -> None:
        """A form of the record, as the page posts it, checked again before it answers."""
        uid = dice.choice(people)
        person = Person.objects.get(uid=uid)
        held = sealed.numbers(person)
        boxes = {name: held.get(name) or getattr(person, name, "") for name in group.names}
        boxes |= {"source": "đo", "version": str(person.version), **new}
        page(f"/dang-vien/{uid}/sua/?nhom={group.slug}", boxes)
        if Person.objects.get(uid=uid).version == person.version:
            raise RuntimeError("nothing was saved")

    def number() -> str:
        return f"{time.perf_counter_ns() % 10**8:08d}"

    yield timed("save", lambda: save(WORK, workplace=f"Nơi làm việc {number()}"), 100)
    # A phone is compared with everybody's: pairs are looked for again, and whoever shares it.
    yield timed("save, phone", lambda: save(NUMBERS, phone=f"09{number()}"), 100)
    units = list(Organisation.objects.filter(form="xa").values_list("pk", flat=True)[:100])
    yield timed("worklist, whole", lambda: page("/viec/"), 20)
    yield timed("worklist, commune", lambda: page(f"/viec/?chi-bo={dice.choice(units)}"), 50)
    for old in Campaign.objects.filter(state=Campaign.RUNNING):  # of a run before, in a kept home
        actions.end(actor=boss, campaign=old, reason="đo lại")
    campaign = actions.open_campaign(
        actor=boss, org=top, plan="tam-lu", starts=clock.today(), name="Đo"
    )
    yield once("begin", lambda: actions.begin(actor=boss, campaign=campaign).state)
    campaign = Campaign.objects.get(pk=campaign.pk)
    yield timed("tree figures", lambda: queries.tree(campaign, top), 10)
    from dangvien.campaigns.actions.publishing import publish  # noqa: PLC0415

    yield once("snapshot", lambda: publish(
        actor=boss, campaign=campaign, org=top, why="đo").sha256)  # fmt: skip
    yield timed("first page", lambda: page("/"), 20)
    yield once("setting preview", lambda: str(type(try_rule(
        actor=boss, org=top, rule="V22", on=False, severity="", thresholds={}))))  # fmt: skip
