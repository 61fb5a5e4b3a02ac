"""Forms of a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q

from dangvien.accounts.models import User
from dangvien.campaigns.levels import LEVELS, NAMES
from dangvien.campaigns.opening import Plan, plans
from dangvien.orgs.forms import Unit, day, words
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import paths

TIERS = (
    (1, "Chín thông tin đồng bộ với Sổ tay đảng viên"),
    (2, "Hồ sơ cơ bản, khoảng hai mươi thông tin"),
)


class Choose(forms.Form):
    """Which plan, for which subtree, from which day."""

    ke_hoach = forms.ChoiceField(
        label="Kế hoạch", widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn kế hoạch."},
    )  # fmt: skip
    don_vi = Unit(
        Organisation.objects.none(), label="Phạm vi", empty_label=None,
        help_text="Chiến dịch gồm đơn vị này và mọi đơn vị trực thuộc.",
        error_messages={"required": "Chưa chọn đơn vị."},
    )  # fmt: skip
    bat_dau = day("Ngày bắt đầu", "Các hạn của kế hoạch dời theo cùng số ngày.")

    def __init__(self, *args: Any, actor: User, **more: Any) -> None:
        super().__init__(*args, **more)
        told = [(plan.key, plan.title) for plan in plans().values()]
        cast(forms.ChoiceField, self.fields["ke_hoach"]).choices = told
        cast(Unit, self.fields["don_vi"]).queryset = scopes(actor)


def scopes(actor: User) -> Any:
    """Where somebody may open a campaign: the own units, and the communes below them."""
    rows = Organisation.objects.visible_to(actor, "campaign.run").select_related("parent")
    wide = Q(form__in=("tinh", "xa")) | Q(path__in=paths(actor, "campaign.run"))
    return rows.filter(wide, closed_on=None).order_by("path")


class Opening(forms.Form):
    """What of the plan may be said otherwise: its name, what counts as clean, the last days."""

    name = words("Tên chiến dịch", 200, required=True)
    tier = forms.TypedChoiceField(
        label="Hồ sơ sạch nghĩa là đủ và đúng", choices=TIERS, coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **more: Any) -> None:
        first = {"name": plan.name, "tier": plan.tier}
        first |= {_key(step.number, level): on for step in plan.steps
                  for level, on in step.days.items()}  # fmt: skip
        super().__init__(*args, **{"initial": first, **more})
        self.plan = plan
        for step in plan.steps:
            for level in (one for one in LEVELS if one in step.days):
                self.fields[_key(step.number, level)] = day(NAMES[level])

    def steps(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each step with its boxes for days."""
        for step in self.plan.steps:
            levels = [level for level in LEVELS if level in step.days]
            yield step, [self[_key(step.number, level)] for level in levels]

    def days(self) -> dict[tuple[int, str], date]:
        """The last days as they were typed."""
        return {
            (step.number, level): self.cleaned_data[_key(step.number, level)]
            for step in self.plan.steps for level in step.days
        }  # fmt: skip


def _key(number: int, level: str) -> str:
    return f"han-{number}-{level}"


class Extend(forms.Form):
    """A longer deadline for one unit."""

    on = day("Hạn mới", "Ngày cuối cùng được làm, kể cả ngày ấy.")
    reason = words(
        "Lý do gia hạn", 300, "Đơn vị và cấp trên đều đọc được lý do này.", required=True
    )


class Reason(forms.Form):
    """Why something is taken back."""

    reason = words(
        "Lý do", 300, "Ghi chỗ phải sửa; không ghi tên, số của đảng viên.", required=True
    )


class Sign(forms.Form):
    """A signature; somebody above who signs for a unit says on which paper it rests."""

    paper = words(
        "Ký thay, theo văn bản nào", 200,
        "Biên bản hoặc phiếu đã ký tay của đơn vị: số, ngày, người ký.", required=True,
    )  # fmt: skip

    def __init__(self, *args: Any, own: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if own:
            del self.fields["paper"]
