"""The tree as the frame that the engine reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvien.core.organisation_names import form_of
from dangvien.core.organisations import from_list
from dangvien.orgs import actions
from dangvien.orgs.models import Organisation
from dangvien.orgs.queries import org_frame
from dangvien.orgs.queries.frame import _FORM
from register import Register


@pytest.mark.parametrize("form", _FORM)
def test_a_form_is_read_back_as_itself(form: str) -> None:
    assert form_of(None, _FORM[form]) == form


@pytest.mark.django_db
def test_the_engine_finds_the_same_tree(register: Register) -> None:
    for at, org in enumerate(Organisation.objects.order_by("pk"), 1):
        code = f"38.{150 if at > 1 else 0}.{at:03}.000.000"
        actions.recode(actor=register.tinh, org=org, code=code, on=date(2025, 12, 1), decision="")
    actions.appoint(actor=register.mai, org=register.na_loc, name="Lò Văn Hùng", since=None,
                    position="secretary", decision="")  # fmt: skip
    units = list(Organisation.objects.order_by("path"))
    with CaptureQueriesContext(connection) as told:
        frame = org_frame(units)
    assert len(told) == 3
    assert frame["org_id"].to_list() == [unit.pk for unit in units]
    units_frame = from_list(frame.drop("org_id"), as_of=date(2025, 12, 15)).units
    stood = dict(zip(frame["org_id"], units_frame["parent"].to_list()[: len(units)], strict=True))
    ids = frame["org_id"].to_list()
    assert {
        pk: ids[at] if at is not None and at < len(ids) else None for pk, at in stood.items()
    } == {unit.pk: unit.parent_id for unit in units}
    assert "Lò Văn Hùng" in units_frame["secretary"].to_list()
