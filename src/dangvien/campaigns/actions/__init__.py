"""Everything about a campaign that a person answers for, and what the day brings by itself."""

from dangvien.campaigns.actions.days import keep_day, keep_days
from dangvien.campaigns.actions.deadlines import extend
from dangvien.campaigns.actions.duties import Naming, assign, assign_many, assign_secretaries
from dangvien.campaigns.actions.opening import begin, end, open_campaign, planned
from dangvien.campaigns.actions.publishing import publish, recompute
from dangvien.campaigns.actions.sampling import draw, judge
from dangvien.campaigns.actions.signing import NotYet, reopen, reopens, sign, stands_at
from dangvien.campaigns.actions.tick import tick

__all__ = [
    "Naming", "NotYet", "assign", "assign_many", "assign_secretaries", "begin", "draw", "end",
    "extend", "judge", "keep_day", "keep_days", "open_campaign", "planned", "publish", "recompute",
    "reopen", "reopens", "sign", "stands_at", "tick",
]  # fmt: skip
