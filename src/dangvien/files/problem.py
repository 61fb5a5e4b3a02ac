"""The one way a file is refused: a sentence in Vietnamese that says which file, and where in it."""

from __future__ import annotations


class InputProblem(Exception):  # noqa: N818
    """An input cannot be used; the text is for the person who gave the file."""

    def __init__(self, text: str, *, file: str = "", sheet: str = "", column: str = "") -> None:
        where = f"Tệp “{file}”" if file else ""
        where += f", trang “{sheet}”" if sheet else ""
        where += f", cột {column}" if column else ""
        super().__init__(f"{where}: {text}" if where else text)
        self.text = text
