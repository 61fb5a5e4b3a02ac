"""The first organisation is founded once, by whoever sets the register up."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from dangvien.orgs.actions import found_root


@pytest.mark.django_db
def test_the_first_organisation_is_founded_once() -> None:
    said = {"code": "38", "form": "tinh", "kind": "", "on": date(2025, 7, 1)}
    root = found_root(name="Đảng bộ tỉnh  Thanh Hóa", **said)
    assert (root.name, root.path) == ("Đảng bộ tỉnh Thanh Hóa", f"/{root.pk}/")
    assert [p.since for p in root.placements.all()] == [date(2025, 7, 1)]
    with pytest.raises(ValidationError, match="đã có tổ chức"):
        found_root(name="Đảng bộ tỉnh Khác", **said)
