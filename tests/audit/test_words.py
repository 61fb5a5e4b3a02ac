"""Every action that the code logs has its words; nothing logged repeats an identifier."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

import register as small
from dangvien.accounts.models import User
from dangvien.audit.actions import keep, record
from dangvien.audit.export import lines
from dangvien.audit.models import Entry
from dangvien.audit.plain import plain
from dangvien.audit.statement import BadStatement
from dangvien.audit.words import ACTIONS, READS, deed, doer

SOURCES = Path(__file__).parents[2] / "src" / "dangvien"
CANARIES = ("099180000001", "0990000417", "099" + "123456")


def logged() -> Iterator[tuple[str, str]]:
    """Every action that is written out in a call, with the file."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                for word in node.keywords:
                    if (
                        name == "record"
                        and word.arg == "action"
                        and isinstance(word.value, ast.Constant)
                    ):
                        yield str(word.value.value), path.name


def test_every_action_has_words() -> None:
    assert (
        sorted({f"{action} ({file})" for action, file in logged() if action not in ACTIONS}) == []
    )


def test_words_are_words() -> None:
    assert set(ACTIONS) > READS
    for action, words in ACTIONS.items():
        assert len(action) <= 40
        assert words[0].isupper()
        assert not words.endswith((".", "!"))


def test_what_nobody_named_shows_its_code() -> None:
    assert deed("meeting.open") == "meeting.open"
    assert doer("Hà Thị Mai (mai)") == "Hà Thị Mai (mai)"
    assert doer("worker") == "Máy (việc nền)"


@pytest.mark.parametrize("canary", CANARIES)
def test_no_identifier_in_log_page_exception_or_repr(
    canary: str, register: small.Register, signed_in: Callable[[User], Client]
) -> None:
    uid = uuid4()
    sealed = settings.RING.seal(canary, f"identifier:{uid}:citizen_id")
    data = {"changed": {"citizen_id": [None, sealed]}, "said": canary}
    entry = record(actor=register.mai, action="member.correct", org=register.na_loc,
                   subject=f"person:{uid}", people=[uid], data=data)  # fmt: skip
    told = [*lines(), repr(entry), str(entry), repr(entry.__dict__), repr(Entry.objects.all())]
    told.append(signed_in(register.mai).get("/nhat-ky/").content.decode())
    for attempt in (
        lambda: plain({"x": {canary: object()}}),
        lambda: record(actor=canary, action=canary * 9),
        lambda: record(actor="a", action="a", people=[canary]),  # type: ignore[list-item]
        lambda: keep(actor="a", content=canary.encode(), name=canary),
    ):
        with pytest.raises((TypeError, ValueError, BadStatement)) as caught:
            attempt()
        told.append(repr(caught.value))
    assert not [text for text in told if canary in text]
