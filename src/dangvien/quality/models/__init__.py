"""Findings, verdicts, corrections, questions, duplicates."""

from dangvien.quality.models.corrections import Proposal, ReEntry
from dangvien.quality.models.duplicates import Inquiry, Merge, Opinion, Pair
from dangvien.quality.models.findings import Finding, Run, Verdict, Waiver
from dangvien.quality.models.questions import Question, Reply
from dangvien.quality.models.settings import Setting

__all__ = [
    "Finding", "Inquiry", "Merge", "Opinion", "Pair", "Proposal", "Question", "ReEntry", "Reply", "Run",
    "Setting", "Verdict", "Waiver",
]  # fmt: skip
