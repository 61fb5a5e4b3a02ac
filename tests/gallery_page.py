"""Every component on one page: rendered by tests and looked at, never served."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django import forms
from django.http import HttpRequest
from django.template import engines

HERE = Path(__file__).parent


class Asked(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên", help_text="Ghi như trên thẻ căn cước.")
    official = forms.DateField(label="Ngày chính thức")
    paper = forms.ChoiceField(
        label="Giấy tờ đã xem",
        choices=[("", "Chọn giấy tờ"), ("qd", "Quyết định công nhận"), ("the", "Thẻ đảng viên")],
    )
    seen = forms.ChoiceField(
        label="Đồng chí nhìn thấy ở đâu?",
        choices=[("card", "Thẻ căn cước, tôi đã nhìn thẻ"), ("copy", "Bản sao trong hồ sơ giấy")],
        widget=forms.RadioSelect,
    )
    keep = forms.BooleanField(label="Giữ cả hai ngày", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    file = forms.FileField(label="Tệp danh sách", required=False)


def page(request: HttpRequest) -> str:
    """The gallery as HTML."""
    asked = Asked({"name": "Lò Văn Muôn", "official": "19/05/20155", "paper": "qd"})
    asked.is_valid()
    text = (HERE / "gallery_page.html").read_text()
    template = engines["django"].from_string(text)
    return template.render({"form": asked, "day": date(2025, 12, 27), "place": "members"}, request)
