"""Published figures: the rows they were made from, sealed; adding them up again."""

from dangvien.campaigns.snapshots.keeping import Lost, forget, keep, opened, place
from dangvien.campaigns.snapshots.package import package
from dangvien.campaigns.snapshots.rows import frozen_rows
from dangvien.campaigns.snapshots.summing import Mismatch, summed, told

__all__ = [
    "Lost", "Mismatch", "forget", "frozen_rows", "keep", "opened", "package", "place", "summed", "told",
]  # fmt: skip
