"""What is asked on every page is put into SQL once, and still asked of the database each time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.compiled import compiled
from dangvien.accounts.models import User
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import held
from register import Register

pytestmark = pytest.mark.django_db


def test_the_answer_is_the_query_s_own_and_always_of_now(register: Register) -> None:
    cells = Organisation.objects.filter(parent=register.commune).order_by("pk").values_list("pk")
    asked = compiled(cells)
    assert asked.rows() == list(cells)
    first = cells[0][0]
    Organisation.objects.filter(pk=first).update(parent=register.province)
    assert (first,) not in asked.rows()


def test_nothing_is_asked_where_nothing_can_be_found(register: Register) -> None:
    nobody = compiled(User.objects.filter(pk__in=()).values_list("pk"))
    with CaptureQueriesContext(connection) as asked:
        assert nobody.rows() == []
    assert not asked.captured_queries


def test_a_grant_taken_back_is_gone_at_the_next_question(register: Register) -> None:
    hung = User.objects.get(pk=register.hung.pk)
    assert [role for role, _, _ in held(hung)] == ["cell_secretary"]
    hung.grants.update(until=hung.grants.get().since)
    assert held(User.objects.get(pk=hung.pk)) == []
