"""What the log can be asked. Who may ask is settled above, by paths of units."""

from dangvien.audit.queries.heads import contradiction, heads, unsealed
from dangvien.audit.queries.log import Page, Wanted, page, within
from dangvien.audit.queries.readers import Reader, heavy_readers, persons_read, reading, viewers

__all__ = [
    "Page", "Reader", "Wanted", "contradiction", "heads", "heavy_readers", "page",
    "persons_read", "reading", "unsealed", "viewers", "within",
]  # fmt: skip
