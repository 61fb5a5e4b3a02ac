"""One person's sheet as lines of cells in blocks that must not break, laid on pages of A4."""

from __future__ import annotations

from dataclasses import dataclass

from dangvien.files.worklist.data import Person, Row, Task, Worklist
from dangvien.files.worklist.paper import LINE, PAGE, lines, width

# Columns A…S in pixels: number, then the twelve boxes 3·1·2·6 with gaps, then the right-hand side.
GRID = (24, 29, 29, 29, 8, 29, 8, 29, 29, 8, 29, 29, 29, 29, 29, 29, 28, 8, 208)
BOXES = (1, 2, 3, 5, 7, 8, 10, 11, 12, 13, 14, 15)
LAST = len(GRID) - 1
VALUE, TICK, AGAIN = 7, 14, LAST
ROW_HEIGHTS = (25.5, 22.5, 19.5, 17.5)
DOTS = "…" * 14

Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text (or styled parts) from column `first` to `last`, merged only where it must wrap."""

    first: int
    last: int
    text: str | Parts
    style: str
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its height in points, cells, and the edges drawn over the whole width."""

    height: float
    cells: tuple[Cell, ...] = ()
    edges: str = ""


Block = list[Line]


def pages(work: Worklist, person: Person, number: int, count: int) -> list[Block]:
    """The sheet as one page if it can be; rows of part B shrink before a page is added."""
    head, asked = _head(work, person, number, count), _tasks(person)
    tail = [*_signatures(work), *_footer(work, person)]
    for height in ROW_HEIGHTS:
        blocks = [head, *asked, _on_file(person, height), tail]
        if sum(_height(block) for block in blocks) <= PAGE:
            return [[line for block in blocks for line in block]]
    return _flow(
        [head, *asked, *([line] for line in _on_file(person, ROW_HEIGHTS[1])), tail], person
    )


def _flow(blocks: list[Block], person: Person) -> list[Block]:
    done: list[Block] = []
    page: Block = []
    for block in blocks:
        if page and _height(page) + _height(block) > PAGE - LINE:
            done.append(page)
            page = _again(person)
        page = [*page, *block]
    done.append(page)
    return [
        [*page, Line(LINE, (Cell(LAST, LAST, f"Trang {n}/{len(done)}", "small right"),))]
        for n, page in enumerate(done, start=1)
    ]


def _again(person: Person) -> Block:
    text = f"{person.code}, {person.shown.upper()} (tiếp theo)"
    return [Line(24, (Cell(0, LAST, text, "bold|b"),), "b"), Line(6)]


def _height(block: Block) -> float:
    return sum(line.height for line in block)


def _room(first: int, last: int) -> int:
    return sum(GRID[first : last + 1])


def _wrapped(first: int, last: int, text: str, style: str, size: float = 11) -> tuple[Cell, int]:
    """The cell, merged when the text is longer than its place, and the number of its lines."""
    bold = style.startswith("value")
    count = lines(text, _room(first, last) - 6, size, bold=bold)
    name, _, edges = style.partition("|")
    wrap = f"{name} wrap" if count > 1 else name
    return Cell(first, last, text, f"{wrap}|{edges}", merge=count > 1), count


def _head(work: Worklist, person: Person, number: int, count: int) -> Block:
    kind = "đảng viên dự bị" if person.probationary else "đảng viên chính thức"
    who = ", ".join(word for word in (f"sinh {person.born}" if person.born else "", kind) if word)
    about = "      ".join(word for word in (who, person.where) if word)
    name = person.shown.upper()
    beside = width(name, 15, bold=True) + width(about) + 50 <= _room(0, LAST)
    after = (
        next(i for i in range(1, LAST) if _room(0, i - 1) >= width(name, 15, bold=True) + 20)
        if beside
        else 0
    )
    named = [
        Line(
            30,
            (
                Cell(0, 0, name, "name|T"),
                *([Cell(after, LAST, about, "plain|T")] if beside else []),
            ),
            "T",
        )
    ]
    if not beside:
        cell, n = _wrapped(0, LAST, about, "plain")
        named.append(Line(LINE * n, (cell,)))
    upper = work.committee.upper()
    told = f"Tính đến {work.as_of:%d/%m/%Y}, phiếu {number}/{count}"
    cell, n = _wrapped(0, 15, work.cell.upper(), "value")
    return [
        Line(17, (Cell(0, 0, upper, "bold"), Cell(LAST, LAST, "Mã phiếu", "right"))),
        Line(18 * n, (cell, Cell(LAST, LAST, person.code, "code"))),
        Line(17, (Cell(0, 0, "*", "plain"), Cell(LAST, LAST, told, "small right"))),
        Line(8),
        Line(24, (Cell(0, LAST, "Phiếu rà soát thông tin đảng viên", "title"),)),
        Line(20, (Cell(0, LAST, _under_title(work), "plain"),)),
        Line(5),
        *named,
        Line(8, edges="t"),
    ]  # fmt: skip


def _under_title(work: Worklist) -> str:
    words = "Hỏi tại nhà. Ghi vào phiếu này, không sửa trên hồ sơ giấy."
    return f"{words} Dữ liệu giả lập." if work.synthetic else words


def _tasks(person: Person) -> list[Block]:
    blocks: list[Block] = [[Line(24, (Cell(0, LAST, "A. Việc phải hỏi", "section|b"),), "b")]]
    for number, task in enumerate(sorted(person.tasks, key=lambda t: not t.blocking), start=1):
        blocks.append(_task(number, task))
    return [[*blocks[0], *(blocks[1] if len(blocks) > 1 else [])], *blocks[2:], [Line(8)]]


def _task(number: int, task: Task) -> Block:
    text: Parts = (("bold", f"{task.title}."), ("plain", f" {task.text}"))
    room = _room(1, LAST) - 8
    count = lines(f"{task.title}.{task.text}", room * 0.97)
    asked = (Cell(0, 0, str(number), "number"), Cell(1, LAST, text, "wrap", merge=True))
    block = [Line(5), Line(14.6 * count + 2, asked)]
    if task.answer == "citizen_id":
        block += [Line(4), Line(28, tuple(Cell(i, i, "", "box") for i in BOXES))]
    elif task.answer == "date":
        block.append(Line(24, (Cell(1, LAST, "Ngày ………… tháng ………… năm …………………", "plain"),)))
    elif task.answer == "line":
        block.append(Line(24, (Cell(1, LAST, f"Ghi lại: {DOTS}{DOTS}", "plain"),)))
    block += [Line(22, (Cell(1, LAST, parts, "plain"),)) for parts in _choices(task, room)]
    return [*block, Line(4, edges="b")]


def _choices(task: Task, room: float) -> list[Parts]:
    """Ticks with their words, as many a line as fit; the last one may end in a line to write on."""
    words = list(task.choices)
    if task.blank:
        words.append(f"{task.blank} {DOTS}")
    rows: list[list[tuple[str, str]]] = []
    used = room
    for word in words:
        wide = 26 + width(f" {word}      ")
        if used + wide > room:
            rows.append([])
            used = 0
        rows[-1] += [("tick", "☐"), ("plain", f" {word}      ")]
        used += wide
    return [tuple(row) for row in rows]


def _on_file(person: Person, height: float) -> Block:
    if not person.rows:
        return []
    heads = (
        (0, "Thông tin"),
        (VALUE, "Đang ghi"),
        (TICK, "Đánh dấu"),
        (AGAIN, "Nếu sai, ghi lại cho đúng"),
    )
    return [
        Line(24, (Cell(0, LAST, "B. Thông tin đang có", "section"),)),
        Line(18, tuple(Cell(at, at, text, "small|b") for at, text in heads), "b"),
        *(_row(row, height) for row in person.rows),
    ]


def _row(row: Row, height: float) -> Line:
    label, n = _wrapped(0, VALUE - 1, row.label, "plain|b")
    value, m = _wrapped(
        VALUE, TICK - 1, row.value or "chưa có", "value|b" if row.value else "plain|b"
    )
    tick: Parts = (("tick", "☐"), ("plain", " Đúng"))
    tall = height if max(n, m) == 1 else 14.6 * max(n, m) + 5
    return Line(tall, (label, value, Cell(TICK, TICK, tick, "plain|b")), "b")


SIGNED = (
    (0, 8, "Đảng viên", "Tôi đã xem các thông tin trên"),
    (10, 16, "Người đến nhà", "Tôi đã hỏi và ghi đúng như trên"),
    (LAST, LAST, "Bí thư chi bộ", "Đồng ý gửi Ban Xây dựng Đảng"),
)


def _signatures(work: Worklist) -> Block:
    date = f"Ký, họ tên; ngày … / … / {work.as_of.year}"
    rows = (
        (17.0, "sign|lrt", [who for _, _, who, _ in SIGNED]),
        (26.0, "sign small|lr", [says for _, _, _, says in SIGNED]),
        (44.0, "sign small|lr", ["", "", ""]),
        (17.0, "sign last|lrb", [date] * 3),
    )
    boxes = [
        Line(
            height,
            tuple(
                Cell(first, last, text, style, merge=True)
                for (first, last, _, _), text in zip(SIGNED, texts, strict=True)
            ),
        )
        for height, style, texts in rows
    ]
    return [Line(12), *boxes]


def _footer(work: Worklist, person: Person) -> Block:
    when = f", hạn {work.deadline:%d/%m/%Y}" if work.deadline else ""
    text = (
        f"Trả phiếu cho bí thư{when}. Nhập lại bằng mã {person.code}. Phiếu có thông tin cá nhân: "
        "không chụp, không để lại; Ban Xây dựng Đảng thu và hủy sau khi nhập."
    )
    cell, n = _wrapped(0, LAST, text, "small", 9.5)
    return [Line(6), Line(13.0 * n, (cell,))]
