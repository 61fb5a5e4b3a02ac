"""The plan of a campaign, its figures, its signatures."""

from dangvien.campaigns.models.figures import Day, Snapshot
from dangvien.campaigns.models.plan import Base, Campaign, Deadline, Duty, Phase
from dangvien.campaigns.models.reports import Report
from dangvien.campaigns.models.signing import Changed, ChangedUnit, Sample, SampleItem, SignOff

__all__ = [
    "Base", "Campaign", "Changed", "ChangedUnit", "Day", "Deadline", "Duty", "Phase", "Report", "Sample",
    "SampleItem", "SignOff", "Snapshot",
]  # fmt: skip
