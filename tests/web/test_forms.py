"""A field says what is wrong in one sentence, beside it, and keeps what was typed."""

from __future__ import annotations

import re

from django.test import RequestFactory

import gallery_page as gallery


def test_a_wrong_field_is_told_beside_it() -> None:
    page = gallery.page(RequestFactory().get("/"))
    assert 'value="19/05/20155"' in page
    assert "Chưa đọc được ngày. Ghi ngày/tháng/năm" in page
    wrong = re.search(r'<input[^>]*name="official"[^>]*>', page)
    assert wrong
    assert 'aria-invalid="true"' in wrong.group()
    described = re.search(r'aria-describedby="([^"]+)"', wrong.group())
    assert described
    assert all(f'id="{one}"' in page for one in described.group(1).split())


def test_every_question_has_its_label() -> None:
    page = gallery.page(RequestFactory().get("/"))
    asked = re.findall(r'<(?:input|select|textarea)[^>]*\sid="(id_[a-z0-9_]+)"', page)
    assert len(asked) >= 8
    assert all(f'for="{one}"' in page for one in asked)


def test_a_choice_of_judgement_is_not_made_beforehand() -> None:
    page = gallery.page(RequestFactory().get("/"))
    assert not re.search(r'<input type="radio"[^>]*checked', page)
