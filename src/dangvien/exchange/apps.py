"""The app's name in Django."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """`dangvien.exchange`."""

    name = "dangvien.exchange"
    label = "exchange"
