"""Every write to people, and every reading that is answered for."""

from __future__ import annotations

from dangvien.members.actions.admitting import admit, receive
from dangvien.members.actions.bulk import (
    Draft,
    Filled,
    Filling,
    Fix,
    Undoing,
    Undone,
    fill,
    mend,
    take_back,
    take_in,
    unmend,
)
from dangvien.members.actions.bulk.take_back import would_go_back
from dangvien.members.actions.editing import allowed, correct, editable, may_edit, verify
from dangvien.members.actions.events import (
    cancel,
    die,
    exempt,
    leave,
    link_residence,
    meet_elsewhere,
    move,
    readmit,
    recognise,
    restate,
    resume,
    suspend,
)
from dangvien.members.actions.merging import merge, tell_apart
from dangvien.members.actions.parting import unmerge
from dangvien.members.actions.reading import (
    ask_list,
    open_record,
    print_record,
    reveal,
    see_viewers,
)
from dangvien.members.actions.rebuilding import rebuild
from dangvien.members.locking import Locked
from dangvien.members.refusals import AlreadyVerified, Impossible, NeedsSecond, Since, Stale

__all__ = [
    "AlreadyVerified", "Draft", "Filled", "Filling", "Fix", "Impossible", "Locked", "NeedsSecond",
    "Since", "Stale", "Undoing", "Undone", "admit", "allowed", "ask_list", "cancel", "correct",
    "die", "editable", "exempt", "fill", "leave", "link_residence", "may_edit", "meet_elsewhere",
    "mend", "merge", "move", "open_record", "print_record", "readmit", "rebuild", "receive",
    "recognise", "restate", "resume", "reveal", "see_viewers", "suspend", "take_back", "take_in",
    "tell_apart", "unmend", "unmerge", "verify", "would_go_back",
]  # fmt: skip
