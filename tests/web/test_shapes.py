"""Icons, chips and bars: every icon named in a template is in the sprite; nothing breaks the CSP."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template import engines

from dangvien.web.places import PLACES
from dangvien.web.templatetags import shapes

SOURCE = Path("src/dangvien")
SPRITE = (SOURCE / "look/icons.svg").read_text()
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
DRAWN = set(re.findall(r'id="i-([a-z-]+)"', SPRITE))


def test_the_sprite_is_sound() -> None:
    names = re.findall(r'id="(i-[a-z-]+)"', SPRITE)
    assert len(names) == len(set(names))
    assert len(ET.fromstring(SPRITE)) == len(names)  # noqa: S314  (our own file)


def test_every_icon_that_is_named_is_drawn() -> None:
    named = {icon for icon, _ in shapes.CHIPS.values()} | {place.icon for place in PLACES}
    for template in TEMPLATES:
        named |= set(re.findall(r'{%-?\s*icon "([^"]+)"', template.read_text()))
    assert named <= DRAWN


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[2:]))
def test_no_style_or_script_stands_inside_a_page(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', text)
    assert not re.search(r'<script(?![^>]*\s(?:src=|type="application/json"))', text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% icon "search" %}', 'aria-hidden="true"'),
        ('{% icon "call" "Gọi đ/c Hoài" %}', 'aria-label="Gọi đ/c Hoài"'),
        ('{% chip "W" %}', "Cần xem"),
        ('{% chip "ok" told %}', "Đã ký &lt;13/12&gt;"),
        ("{% bar 17 31 more=3 %}", '<b class="nd">17/31</b>'),
    ],
)
def test_shapes(source: str, found: str) -> None:
    assert found in engines["django"].from_string(source).render({"told": "Đã ký <13/12>"})
