"""Everything about a campaign that a person answers for, and what the day brings by itself."""

from dangvien.campaigns.actions.beginning import Unread, begin, call_off
from dangvien.campaigns.actions.days import keep_day, keep_days
from dangvien.campaigns.actions.deadlines import extend
from dangvien.campaigns.actions.duties import Naming, assign, assign_many, assign_secretaries
from dangvien.campaigns.actions.ending import end
from dangvien.campaigns.actions.mending import keep_as_is
from dangvien.campaigns.actions.opening import open_campaign, planned
from dangvien.campaigns.actions.publishing import publish, recompute
from dangvien.campaigns.actions.sampling import draw, judge
from dangvien.campaigns.actions.signing import NotYet, reopen, reopens, sign, stands_at
from dangvien.campaigns.actions.tick import tick

__all__ = [
    "Naming",
    "NotYet",
    "Unread",
    "assign",
    "assign_many",
    "assign_secretaries",
    "begin",
    "call_off",
    "draw",
    "end",
    "extend",
    "judge",
    "keep_as_is", "keep_day",
    "keep_days",
    "open_campaign",
    "planned",
    "publish",
    "recompute",
    "reopen",
    "reopens",
    "sign",
    "stands_at",
    "tick",
]  # fmt: skip
