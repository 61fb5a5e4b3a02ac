"""The form of a rule's setting: what is tried, and with which reason it is then set."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from django import forms
from django.conf import settings

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.core.rules.rule import SEVERITIES
from dangvien.quality.queries.book import Page
from dangvien.quality.trying import Trial
from dangvien.seal import Unopenable

AS_BOOK = "-"


class Try(forms.Form):
    """How the rule is to be in the unit: on or off, its weight, its numbers."""

    bat = forms.ChoiceField(
        label="Trong đơn vị này", widget=forms.RadioSelect,
        choices=[("1", "Bật: máy nêu việc theo quy tắc này"),
                 ("0", "Tắt: máy không nêu việc theo quy tắc này")],
    )  # fmt: skip
    muc = forms.ChoiceField(label="Mức")

    def __init__(self, page: Page, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.page = page
        self.fields["muc"].choices = [  # type: ignore[attr-defined]
            (AS_BOOK, f"Như bộ quy tắc: {SEVERITIES[page.rule.severity]}"),
            *((key, f"Mọi lỗi: {words}") for key, words in SEVERITIES.items()),
        ]
        for one in page.thresholds:
            told = (
                f"Bộ quy tắc: {one.book} ({one.basis}{'' if one.confirmed else ', cần xác nhận'})."
            )
            self.fields[one.name] = forms.IntegerField(
                label=one.title, min_value=0, max_value=1200, help_text=told,
                error_messages={"required": "Ghi một số.", "invalid": "Ghi một số nguyên."},
            )  # fmt: skip

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The boxes of the numbers."""
        return [self[one.name] for one in self.page.thresholds]

    @property
    def choice(self) -> dict[str, Any]:
        """What was asked, as `try_rule` takes it."""
        told = self.cleaned_data
        return {
            "on": told["bat"] == "1", "severity": told["muc"].strip(AS_BOOK),
            "thresholds": {one.name: told[one.name] for one in self.page.thresholds},
        }  # fmt: skip


class Set(forms.Form):
    """Setting what was tried."""

    thu = forms.CharField(widget=forms.HiddenInput)
    since = forms.DateField(
        label="Từ ngày",
        widget=forms.DateInput({"inputmode": "numeric", "autocomplete": "off"}, "%d/%m/%Y"),
        error_messages={"required": "Ghi ngày bắt đầu.", "invalid": "Viết dạng 15/12/2025."},
    )
    reason = forms.CharField(
        label="Lý do", widget=forms.Textarea, max_length=600,
        help_text="Văn bản, kết luận của cấp ủy, hoặc vì sao quy tắc chưa hợp ở đây.",
        error_messages={"required": "Ghi lý do.", "max_length": "Dài quá. Ghi gọn lại."},
    )  # fmt: skip


def carried(trial: Trial, user: User) -> str:
    """A trial on its way through the browser and back: sealed, for this person and this day."""
    told = json.dumps(trial.kept())
    return base64.urlsafe_b64encode(settings.RING.seal(told, _place(user))).decode()


def brought(text: str, user: User) -> Trial | None:
    """The trial that the form brings back; None for anything else."""
    try:
        told = json.loads(settings.RING.open(base64.urlsafe_b64decode(text), _place(user)))
    except (ValueError, binascii.Error, Unopenable):
        return None
    units = [tuple(row) for row in told.pop("units")]
    return Trial(**told, units=units)


def _place(user: User) -> str:
    return f"trial:{user.pk}:{clock.today().isoformat()}"
