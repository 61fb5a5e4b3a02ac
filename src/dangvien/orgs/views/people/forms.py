"""Forms of accounts, grants and the set-up. What they offer is what the person may do."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from dangvien import clock
from dangvien.accounts.forms import NewPassword
from dangvien.accounts.models import User
from dangvien.accounts.permissions import ROLES
from dangvien.orgs.models import Organisation
from dangvien.orgs.rights import grantable
from dangvien.orgs.words import FORMS

_MOST = 300  # units in one list; a wider unit offers itself and those right below


class Unit(forms.ModelChoiceField[Organisation]):
    """A unit of the subtree, indented by its depth."""

    def label_from_instance(self, obj: Organisation) -> str:
        """The name, after two spaces a level that a browser does not swallow."""
        return "  " * (obj.path.count("/") - self.depth) + obj.name

    depth = 0


class _Role(forms.Form):
    org = Unit(Organisation.objects.none(), label="Ở đơn vị", empty_label=None)
    role = forms.ChoiceField(label="Vai trò", widget=forms.RadioSelect)
    until = forms.DateField(
        label="Đến trước ngày", required=False,
        help_text="Ngày đầu tiên thôi giữ, ví dụ 01/07/2026. Để trống nếu chưa định.",
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Ngày viết theo dạng 15/12/2025."},
    )  # fmt: skip

    def __init__(self, *args: Any, actor: User, org: Organisation, **more: Any) -> None:
        super().__init__(*args, **more)
        below = Organisation.objects.visible_to(actor, "grant.manage").under(org)
        below = below.exclude(closed_on__lte=clock.today())
        if below[: _MOST + 1].count() > _MOST:
            below = below.filter(parent=org) | below.filter(pk=org.pk)
        units, roles = cast(Unit, self.fields["org"]), cast(forms.ChoiceField, self.fields["role"])
        units.queryset, units.depth, units.initial = (
            below.order_by("path"),
            org.path.count("/"),
            org,
        )
        may = grantable(actor, org)
        roles.choices = [(key, ROLES[key][0]) for key in ROLES if key in may]


class Give(_Role):
    """A further role for somebody who has an account."""

    since = forms.DateField(
        label="Từ ngày", initial=clock.today, help_text="Ngày bắt đầu giữ vai trò.",
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Ngày viết theo dạng 15/12/2025."},
    )  # fmt: skip
    field_order = ("role", "org", "since", "until")


class OpenAccount(_Role):
    """A new account with its first role."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    position = forms.CharField(label="Chức vụ, bộ phận", max_length=160, required=False)
    username = forms.CharField(
        label="Tên đăng nhập", max_length=40,
        help_text="Chữ không dấu, chữ số, dấu chấm; ví dụ: ha.mai",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("full_name", "position", "username", "role", "org", "until")


class SetUp(NewPassword):
    """The first person and the top of the tree."""

    full_name = forms.CharField(
        label="Họ và tên người quản trị kỹ thuật", max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    username = forms.CharField(
        label="Tên đăng nhập", max_length=40,
        help_text="Chữ không dấu, chữ số, dấu chấm; ví dụ: tran.tri",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "username"}
        ),
    )  # fmt: skip
    name = forms.CharField(
        label="Tên tổ chức đảng đứng đầu sổ", max_length=250,
        help_text="Ví dụ: Đảng bộ xã Tam Lư. Mọi đơn vị khác sẽ nằm dưới tổ chức này.",
    )  # fmt: skip
    code = forms.CharField(label="Mã tổ chức đảng", max_length=40, required=False)
    form = forms.ChoiceField(label="Hình thức", choices=list(FORMS.items()))
    field_order = ("name", "code", "form", "full_name", "username", "password", "again")
