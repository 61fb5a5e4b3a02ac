"""Every answerable change of the tree; placements are written here and nowhere else."""

from __future__ import annotations

from dangvien.orgs.actions.amending import edit, recode, rename, retype
from dangvien.orgs.actions.calling_off import call_off
from dangvien.orgs.actions.closing import close
from dangvien.orgs.actions.due import apply_due, rebuild
from dangvien.orgs.actions.founding import found
from dangvien.orgs.actions.founding_many import Birth, found_all
from dangvien.orgs.actions.heirs import FOLLOWERS
from dangvien.orgs.actions.moving import check_move, move
from dangvien.orgs.actions.officers import appoint, end_term
from dangvien.orgs.actions.opening import Stale
from dangvien.orgs.actions.paper import report_paper
from dangvien.orgs.actions.root import found_root
from dangvien.orgs.actions.taking_back import reopen, unappoint, unreport, withdraw_all

__all__ = [
    "FOLLOWERS",
    "Birth",
    "Stale",
    "apply_due",
    "appoint",
    "call_off",
    "check_move",
    "close",
    "edit",
    "end_term",
    "found",
    "found_all",
    "found_root",
    "move",
    "rebuild",
    "recode",
    "rename",
    "reopen",
    "report_paper",
    "retype",
    "unappoint",
    "unreport",
    "withdraw_all",
]
