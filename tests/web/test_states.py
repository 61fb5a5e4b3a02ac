"""Absent, failed, stale: calm pages that need neither a user nor a database, and leak nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory

from dangvien.web import views
from register import Register


def words(response: object) -> str:
    page = re.sub(r"[A-Za-z0-9]{64}", "token", response.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", page)


@pytest.mark.django_db
def test_absent_and_forbidden_are_one_page(register: Register, signed_in) -> None:  # type: ignore[no-untyped-def]
    hung: Client = signed_in(register.hung)
    forbidden = hung.get(f"/to-chuc/{register.clinic.pk}/")
    absent = hung.get("/to-chuc/987654/")
    assert (forbidden.status_code, absent.status_code) == (404, 404)
    assert words(forbidden) == words(absent)
    assert "Không có trang này" in words(absent)


def test_a_failure_says_what_is_safe_and_whom_to_call(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().post("/dang-vien/", {"ten": "Vi Thị Lan"})
    request.resolver_match = None
    response = views.failed(request)  # no database mark: nothing may be asked of it
    page = words(response)
    code = re.search(r"[A-Z][1-9]-\d{4}", page)
    assert response.status_code == 500
    assert code
    assert code.group() in caplog.text
    assert "chưa được ghi" in page
    assert "Traceback" not in page
    assert "Lan" not in page + caplog.text


def test_a_failed_reading_offers_to_open_again() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = None
    assert "Mở lại trang" in words(views.failed(request))


@pytest.mark.django_db
def test_a_stale_form_says_that_nothing_was_written(register: Register) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/dang-nhap/", {"login": "mai", "password": "maimai"})
    assert response.status_code == 403
    assert "Chưa có gì được ghi" in words(response)


def test_state_pages_stand_without_a_database() -> None:
    for view, status in ((views.absent, 404), (views.stale_form, 403)):
        response = view(RequestFactory().get("/"))
        assert response.status_code == status
        assert "Về trang chủ" in words(response)
