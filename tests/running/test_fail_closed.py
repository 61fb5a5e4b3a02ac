"""J4: when the log or the database is away nothing is written, and nobody is told that it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory

from dangvien.config import health
from dangvien.orgs.actions import rename
from register import FOUNDED, Register


def test_a_change_that_cannot_be_logged_does_not_happen(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("the log is away")

    monkeypatch.setattr("dangvien.audit.actions.recording.take_head", away)
    with pytest.raises(OperationalError), transaction.atomic():
        rename(actor=register.mai, org=register.na_loc, name="Chi bộ bản Khác", on=FOUNDED,
               decision="QĐ 1")  # fmt: skip
    register.na_loc.refresh_from_db()
    assert register.na_loc.name == "Chi bộ bản Nà Lốc"


def test_a_page_without_its_database_says_when_to_come_back(
    register: Register, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(register.mai)
    client.raise_request_exception = False

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("dangvien.members.models.PersonQuerySet.visible_to", away)
    answer = client.get("/dang-vien/")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "đã lưu" not in answer.content.decode()


def test_health_says_no_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("no")

    monkeypatch.setattr(connection, "cursor", away)
    answer = health.health(RequestFactory().get("/suc-khoe"))
    assert (answer.status_code, answer.content) == (503, b"no")


@pytest.mark.django_db
def test_health_says_ok_to_anybody_and_writes_nothing(client: Client) -> None:
    answer = client.get("/suc-khoe")
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (200, b"ok", {})
    assert client.post("/suc-khoe").status_code == 405
