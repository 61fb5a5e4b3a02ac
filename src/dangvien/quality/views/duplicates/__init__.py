"""Pages of records that may be one person."""

from dangvien.quality.views.duplicates.asking import inquiry
from dangvien.quality.views.duplicates.judging import pair
from dangvien.quality.views.duplicates.listing import pairs
from dangvien.quality.views.duplicates.merging import approve, merge
from dangvien.quality.views.duplicates.splitting import split

__all__ = ["approve", "inquiry", "merge", "pair", "pairs", "split"]
