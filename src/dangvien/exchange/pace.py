"""A long job beside people at work: between two writes it lets the others write."""

from __future__ import annotations

from time import sleep

from django.db import connection

# Who waits for SQLite's lock looks again every 100 ms at last: a shorter gap may starve them.
TURN = 0.12


def breathe(took: float) -> None:
    """After a transaction of `took` seconds; a server's locks queue by themselves."""
    if connection.vendor == "sqlite":
        sleep(min(TURN, took))
