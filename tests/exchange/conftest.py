"""Pressing a button: a POST whose jobs run once it is committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from exchange.by_hand import Press


@pytest.fixture
def press(django_capture_on_commit_callbacks: Callable[..., Any]) -> Press:
    """`press(client, address, data)`: a POST, and what it set going."""

    def post(client: Client, address: str, data: dict[str, Any] | None = None) -> HttpResponse:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data or {})

    return post
