"""Sending, ending and reading notices. They are the machine's words: nobody answers for them."""

from dangvien.inbox.actions.ending import done, done_except, done_for
from dangvien.inbox.actions.reading import read, read_all
from dangvien.inbox.actions.sending import Draft, send, send_many
from dangvien.inbox.actions.tick import tick

__all__ = [
    "Draft",
    "done",
    "done_except",
    "done_for",
    "read",
    "read_all",
    "send",
    "send_many",
    "tick",
]
