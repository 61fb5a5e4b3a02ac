"""How many statements the pages of an import ask: the same for three rows and for sixty."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangvien.exchange.models import Batch
from exchange.by_hand import LAN, NOBODY, Press, csv, latest, upload
from register import Register

pytestmark = pytest.mark.django_db

PINNED = {"imports": 9, "new": 10, "preview": 8, "fresh": 8, "found": 7, "columns": 6}


def people(many: int) -> list[tuple[str, ...]]:
    """So many people of Nà Lốc, each with numbers of their own."""
    return [
        (f"Vi Văn {chr(65 + n // 26)}{chr(65 + n % 26)}", *LAN[1:3], f"0990800{n:05}",
         f"38{n:06}", f"{n:06}TH", f"0990{n:06}", *LAN[7:])
        for n in range(100, 100 + many)
    ]  # fmt: skip


def asked(client: Client, batch: Batch) -> dict[str, int]:
    """Statements of each page."""
    counted = {}
    for name, at in {
        "imports": "/nhap/", "new": "/nhap/moi/", "preview": f"/nhap/{batch.uid}/",
        "fresh": f"/nhap/{batch.uid}/?muc=moi", "found": f"/nhap/{batch.uid}/?muc=can-xem",
        "columns": f"/nhap/{batch.uid}/cot/",
    }.items():  # fmt: skip
        client.get(at)
        with CaptureQueriesContext(connection) as told:
            assert client.get(at).status_code == 200, name
        counted[name] = len(told)
    return counted


def test_the_number_of_statements_does_not_grow_with_the_rows(
    register: Register, signed_in: Any, press: Press
) -> None:
    client = signed_in(register.mai)
    counted = []
    for many in (3, 60):
        upload(press, client, csv(*people(many), NOBODY), units=[register.na_loc.pk])
        counted.append(asked(client, latest()))
    assert counted == [PINNED, PINNED]
