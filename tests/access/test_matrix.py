"""Every address × role × relation to the unit: who is let in, and what nobody is shown.

The expected answers stand in `cases.py`, written by hand; the code under test is not asked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import access.world as at
from access.cases import CASES, OPEN, Case
from dangvien.accounts.permissions import ROLES
from dangvien.accounts.policy import policy_of
from dangvien.audit.models import Entry

FORBIDDEN = 404


class _Undone(Exception):  # noqa: N818
    """Takes back what one request wrote."""


def addresses(
    patterns: Any = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, Any, str]]:
    """Every address with its view and its name."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.callback, space + (one.name or str(one.pattern))


def test_every_address_says_who_may_use_it() -> None:
    open_doors = [route for route, view, _ in addresses() if policy_of(view) is None]
    assert open_doors == []


def test_every_address_is_in_the_matrix() -> None:
    asked = {case.name for case in CASES}
    assert {name for _, _, name in addresses()} - asked == set()


def ask(client: Client, case: Case, world: at.World) -> Any:
    """The answer, with whatever it wrote taken back."""
    answer: list[Any] = []
    try:
        with transaction.atomic():
            data = case.data(world)
            send = client.get if case.method == "GET" else client.post
            extra = {"content_type": "application/json"} if case.json else {}
            answer.append((send(case.address(world), data, **extra), Entry.objects.count()))
            raise _Undone
    except _Undone:
        pass
    return answer[0]


def body(response: Any) -> str:
    """All that came back, as text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", errors="replace")) + str(response.headers)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_matrix(
    register: Any, signed_in: Any, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world = at.build(register, [role])
    wrong: list[str] = []
    asked = 0
    for (_, relation), one in world.users.items():
        client = Client() if one is None else signed_in(one)
        jar = client.cookies.output(header="").strip()
        outside = list(world.canaries_outside(relation))
        for case in CASES:
            before = Entry.objects.count()
            client.cookies.load(jar)
            response, after = ask(client, case, world)
            asked += 1
            let_in = case.lets_in(role, relation)
            got = response.status_code
            # Who is not signed in is sent to the door; a closed account is nobody's any more.
            stranger = relation in ("anonymous", "closed-account")
            shown = body(response)
            problem = ""
            if case.roles != OPEN and stranger and got not in (302, 401, FORBIDDEN):
                problem = "let in a stranger"
            elif (
                case.roles != OPEN and stranger and got == 302 and "/dang-nhap/" not in response.url
            ):
                problem = f"sent a stranger to {response.url}"
            elif not stranger and not let_in and got != FORBIDDEN:
                problem = f"answered {got}, should be absent"
            elif not stranger and let_in and got not in case.good:
                problem = f"answered {got}, should be one of {case.good}"
            elif not let_in and case.method == "POST" and case.roles != OPEN and after > before:
                problem = "wrote to the log for someone who may not"
            told = case.address(world) + str(case.data(world))  # an echo tells nothing new
            leaked = [canary for canary in outside if canary in shown and canary not in told]
            if leaked:
                problem = f"showed {leaked}"
            if problem:
                wrong.append(f"{case.method} {case.name} as {role}, {relation}: {problem}")
    with capsys.disabled():
        sys.stdout.write(f"\nmatrix of {role}: {asked} cells, {len(wrong)} unexpected\n")
    assert wrong == [], "\n".join(wrong[:99])
    assert asked == len(CASES) * len(world.users)
