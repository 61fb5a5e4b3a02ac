"""A report as it stands on paper: what is on it, in order, whatever file it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

_WIDTH, _NUMBER = 9354, 510  # 165 mm between the margins, 9 mm


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head, rows of texts, and the row in which the columns are summed."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    left: tuple[int, ...] = (1,)  # columns of words; the others are figures
    weights: tuple[float, ...] = ()  # how wide the columns are against each other

    @property
    def widths(self) -> tuple[int, ...]:
        """How wide each column is in a .docx, in twentieths of a point; the first holds a number."""
        told = self.weights or tuple(
            2.7 if at in self.left else 1.0 for at in range(len(self.heads))
        )
        rest = sum(told[1:]) or 1.0
        return (_NUMBER, *(int((_WIDTH - _NUMBER) * one / rest) for one in told[1:]))


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: "I. KẾT QUẢ", its paragraphs, at most one table after them."""

    heading: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A report in the Party's document layout."""

    superior: str  # ĐẢNG BỘ TỈNH THANH HÓA
    body: str  # ĐẢNG ỦY XÃ TAM LƯ
    number: str  # Số 12-BC/ĐU
    place_date: str  # Tam Lư, ngày 15 tháng 12 năm 2025
    kind: str  # BÁO CÁO
    subject: str
    opening: tuple[str, ...]  # on what it rests, and what it reports
    sections: tuple[Section, ...]
    closing: str
    source: str  # the snapshot that every figure was taken from
    receivers: tuple[str, ...]
    signs: tuple[str, ...]  # T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ
    signer: str = ""
    notes: tuple[str, ...] = field(default=())
