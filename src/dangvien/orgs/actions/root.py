"""The first organisation of a register, founded once, when it is set up."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from dangvien.audit.actions import record
from dangvien.orgs.actions.births import born
from dangvien.orgs.models import Organisation


@transaction.atomic
def found_root(*, name: str, code: str, form: str, kind: str, on: date | None) -> Organisation:
    """Found the top of the tree; asks for no right, so it works only while there is no tree."""
    if Organisation.objects.exists():
        raise ValidationError("Sổ này đã có tổ chức đứng đầu.")
    root = born(parent=None, name=name, form=form, kind=kind, code=code, on=on)
    record(actor="set-up", action="org.found_root", org=root, subject=str(root.pk))
    return root
