"""The report in a real browser: it fits the phone and the desk, and asks for nothing."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from dangvien.look.report import ReportData, Source, render

WIDTHS = (320, 390, 600, 860, 1100, 1280)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--allow-file-access-from-files", "--enable-logging=stderr", "--virtual-time-budget=10000",
)  # fmt: skip
FRAMES = """<!doctype html><meta charset="utf-8"><body><script>
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, inner = frame.contentWindow;
    page.querySelectorAll("details").forEach(one => one.open = true);
    const wide = [...page.querySelectorAll("main *")].filter(one => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && box.right > inner.innerWidth + 1 && !one.closest("svg, .skip, thead");
    });
    return {width: inner.innerWidth, scroll: page.documentElement.scrollWidth,
      wide: wide.map(one => one.className || one.tagName),
      asked: inner.performance.getEntriesByType("resource").map(one => one.name)
        .filter(name => !name.startsWith("data:")),
      faces: [...page.fonts].filter(face => face.status == "loaded").length};
  });
  document.body.textContent = JSON.stringify(found);
});
</script>"""


def nation(commune: ReportData) -> ReportData:
    """Numbers as long as they get, names that nobody would break, and nothing measured for some."""
    long = "dang-uy-cac-co-quan-va-don-vi-truc-thuoc-nam-2025-ban-cuoi-cung-da-sua-lan-7.xlsx"
    units = tuple(
        replace(unit, name=f"{unit.name} {unit.name} thuộc Đảng ủy các cơ quan")
        for unit in commune.units
    )
    return replace(
        commune, members=5_612_345, active=5_600_000, ready=5_123_456, parts=(), units=units,
        sources=(Source(file=long, sheet="Trang tính có tên rất dài " * 2, rows=1, members=1),),
    )  # fmt: skip


@pytest.mark.chromium
def test_the_page_fits_and_is_alone(tmp_path: Path, tam_lu: ReportData) -> None:
    (tmp_path / "commune.html").write_text(render(tam_lu), encoding="utf-8")
    (tmp_path / "nation.html").write_text(render(nation(tam_lu)), encoding="utf-8")
    frames = "".join(
        f'<iframe src="{name}.html" width="{width}" height="900"></iframe>'
        for name in ("commune", "nation")
        for width in WIDTHS
    )
    (tmp_path / "frames.html").write_text(FRAMES + frames, encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        ["chromium", *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",  # noqa: S607
         (tmp_path / "frames.html").as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    body = re.search(r"<body>(.*)</body>", done.stdout, re.DOTALL)
    assert body is not None
    pages = json.loads(unescape(body[1]))
    assert len(pages) == 2 * len(WIDTHS)
    for page in pages:
        assert page["scroll"] <= page["width"], page
        assert page["wide"] == [], page
        assert page["asked"] == []
        assert page["faces"] >= 6, "the page's own fonts must load under its own policy"
    assert "CONSOLE" not in done.stderr
