"""The page of an organisation shows what is kept of it; the rule book is asked only without that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.quality.actions import run
from dangvien.quality.models import Finding
from dangvien.quality.queries.standing import standing
from quality.test_examine_units import alone, world
from register import Register

pytestmark = pytest.mark.django_db


def never(*_: object, **__: object) -> None:
    raise AssertionError("the page asks the rule book")


def test_what_is_kept_is_what_the_rule_book_says(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = world(register)
    said = {org.pk: alone(register, org) for org in units}
    run(actor="tick", org=register.province)
    monkeypatch.setattr("dangvien.core.engine.check_record", never)
    kept = {org.pk: alone(register, org) for org in units}
    assert kept == said
    assert sum(map(len, kept.values())) > 8


def test_one_never_examined_is_asked_now(register: Register) -> None:
    assert standing(register.na_loc) is None
    assert alone(register, register.na_loc)


def test_the_page_shows_it_and_an_exception_no_longer(
    register: Register, signed_in: Callable[[User], Client]
) -> None:
    run(actor="tick", org=register.province)
    row = Finding.objects.filter(
        person=None, closed_on=None, unit__path__startswith=register.commune.path
    ).first()
    assert row is not None
    org = Organisation.objects.get(pk=row.unit_id)
    address, mai = f"/to-chuc/{org.pk}/", signed_in(register.mai)
    before = len(standing(org) or ())
    assert f"{12 - before}/12 quy tắc đạt" in mai.get(address).text
    Finding.objects.filter(pk=row.pk).update(state=Finding.WAIVED)
    assert f"{13 - before}/12 quy tắc đạt" in mai.get(address).text
