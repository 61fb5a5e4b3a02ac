"""Trying an action from a form: what it refuses stands beside the field that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dangvien.audit.models import Entry
from dangvien.orgs.models import Organisation
from dangvien.orgs.views.unit import frame


def tried(form: Form, act: Callable[[], Any]) -> Any:
    """Do it; None when it was refused, the form then says why."""
    try:
        return act()
    except ValidationError as error:
        tell(form, error)
        return None


def tell(form: Form, error: ValidationError) -> None:
    """Put what is wrong beside its field, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        for one in errors:
            form.add_error(name if name in form.fields else None, one)


def status(form: BaseForm) -> int:
    """422 for a form that was refused."""
    return 422 if form.errors else 200


def stale(request: HttpRequest, org: Organisation, form: Form) -> HttpResponse:
    """Somebody was faster: who, when, what it is now, what was typed here; nothing was written."""
    org.refresh_from_db()
    last = Entry.objects.filter(org=org.pk, action__startswith="org.").order_by("-pk").first()
    rows = [
        (field.label, _opened(field), getattr(org, name), field.value())
        for name, field in ((name, form[name]) for name in getattr(form, "STORED", ()))
    ]
    changed = [row for row in rows if len({str(value or "") for value in row[1:]}) > 1]
    return render(request, "orgs/stale.html", frame(request, org, last=last, rows=changed, form=form),
                  status=409)  # fmt: skip


def _opened(field: Any) -> str:
    """What stood in the box when the form was opened: it came back with the form."""
    return str(field.form.data.get(field.html_initial_name, ""))
