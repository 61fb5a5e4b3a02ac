"""Forms of the tree; what they offer is what the person may do."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from dangvien import clock
from dangvien.accounts.models import User
from dangvien.core.organisation_names import allowed
from dangvien.orgs.kinds import kinds
from dangvien.orgs.models import Organisation
from dangvien.orgs.scope import begins
from dangvien.orgs.words import CELLS, FORMS, HOW, POSITIONS

_NO_DAY = {"invalid": "Ngày viết theo dạng 15/12/2025.", "required": "Chưa ghi ngày."}
MOST = 500  # organisations offered in one list


def day(label: str, hint: str = "") -> forms.DateField:
    """A box for a day, typed as people write it."""
    return forms.DateField(
        label=label, help_text=hint, error_messages=_NO_DAY,
        widget=forms.DateInput({"inputmode": "numeric", "autocomplete": "off"}, "%d/%m/%Y"),
    )  # fmt: skip


def words(label: str, most: int, hint: str = "", *, required: bool = False) -> forms.CharField:
    """A box for words."""
    return forms.CharField(
        label=label, max_length=most, help_text=hint, required=required,
        error_messages={"required": f"Chưa ghi {label[0].lower()}{label[1:]}."},
    )  # fmt: skip


def decision() -> forms.CharField:
    """The paper a change rests on."""
    return words("Căn cứ", 200, "Số, ngày, cơ quan ra quyết định.", required=True)


def _forms(parent: Organisation | None, present: str = "") -> list[Any]:
    """Forms to choose from, those that may stand under the superior today before the others."""
    today = clock.today()
    keys = [key for key in FORMS if key != "tinh" or present == "tinh"]
    if parent is None:
        return [(key, FORMS[key]) for key in keys]
    fine = [key for key in keys if allowed(key, parent.form, today) is not False]
    rest = [key for key in keys if key not in fine]
    told: list[Any] = [("Được lập ngay dưới cấp trên này", [(key, FORMS[key]) for key in fine])]
    return told + ([("Không đúng cấp vào hôm nay", [(k, FORMS[k]) for k in rest])] if rest else [])


def _kinds(present: str = "") -> list[tuple[str, str]]:
    known = kinds(clock.today())
    other = [present] if present and present not in known else []
    return [("", "chưa ghi"), *((kind, kind) for kind in (*other, *known))]


class Versioned(forms.Form):
    """A form that remembers which version of the organisation it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Found(forms.Form):
    """A new organisation below another."""

    name = words("Tên tổ chức", 250, "Đầy đủ, ví dụ: Chi bộ bản Nà Lốc.", required=True)
    form = forms.ChoiceField(label="Hình thức")
    kind = forms.ChoiceField(label="Loại hình", required=False)
    code = words("Mã tổ chức đảng", 40, "Chép đúng mã cấp trên đã cấp; chưa có thì để trống.")
    on = day("Thành lập từ ngày", "Một ngày chưa đến thì tổ chức chờ đến ngày ấy.")
    decision = decision()

    def __init__(self, *args: Any, parent: Organisation, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, "form", _forms(parent))
        _choices(self, "kind", _kinds())


class Edit(Versioned):
    """What an organisation is called and what it is; the dated fields hold from a day on."""

    name = words("Tên tổ chức", 250, required=True)
    code = words("Mã tổ chức đảng", 40)
    form = forms.ChoiceField(label="Hình thức")
    kind = forms.ChoiceField(label="Loại hình", required=False)
    on = day("Tên, mã, hình thức, loại hình mới có từ ngày")
    decision = words("Căn cứ", 200, "Số, ngày, cơ quan ra quyết định.")
    founding_decision = words("Quyết định thành lập", 120)
    consent = words("Văn bản đồng ý", 160, "Khi đảng bộ cơ sở có dưới 30 đảng viên.")

    STORED = ("name", "code", "form", "kind", "founding_decision", "consent")

    def __init__(self, *args: Any, org: Organisation, reshape: bool, **more: Any) -> None:
        stored = {name: getattr(org, name) for name in self.STORED}
        first = {**stored, "version": org.version, "on": clock.today()}
        super().__init__(*args, **{"initial": first, **more})
        for name in self.STORED:  # what it was when the form was opened comes back with the form
            self.fields[name].show_hidden_initial = True
        _choices(self, "form", _forms(org.parent, org.form))
        _choices(self, "kind", _kinds(org.kind))
        if not reshape:
            self.fields["form"].disabled = True


class Appoint(forms.Form):
    """Somebody takes an office."""

    name = words("Họ và tên", 120, required=True)
    position = forms.ChoiceField(label="Chức vụ", choices=list(POSITIONS.items()))
    since = day("Từ ngày")
    decision = decision()


class EndTerm(forms.Form):
    """Somebody leaves an office."""

    on = day("Thôi giữ từ ngày")


class Paper(forms.Form):
    """How many members the paper book says."""

    count = forms.IntegerField(
        label="Số đảng viên trên sổ giấy", min_value=0, max_value=9_999_999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Chưa ghi số đảng viên.", "invalid": "Chỉ ghi chữ số."},
    )  # fmt: skip
    on = day("Tính đến ngày")
    source = words("Theo sổ nào", 200, "Ví dụ: Sổ danh sách đảng viên của chi bộ.", required=True)


class Unit(forms.ModelChoiceField[Organisation]):
    """One organisation, with its superior where names are alike."""

    def label_from_instance(self, obj: Organisation) -> str:
        """The name and whose it is."""
        return f"{obj.name} ({obj.parent.name})" if obj.parent else obj.name


class Units(forms.ModelMultipleChoiceField[Organisation]):
    """Several organisations."""


class Move(Versioned):
    """Another superior from a day on."""

    parent = Unit(
        Organisation.objects.none(), label="Cấp trên mới", empty_label="Chọn tổ chức",
        error_messages={"required": "Chưa chọn cấp trên mới.",
                        "invalid_choice": "Chọn một tổ chức trong danh sách."},
    )  # fmt: skip
    on = day("Từ ngày", "Một ngày chưa đến thì việc chuyển chờ đến ngày ấy.")
    decision = decision()

    def __init__(self, *args: Any, actor: User, org: Organisation, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"version": org.version}, **more})
        open_units = _open_to(actor).exclude(begins("path", org.path))
        if org.form != "to_dang":
            open_units = open_units.exclude(form__in=CELLS)
        cast(Unit, self.fields["parent"]).queryset = open_units.exclude(pk=org.parent_id)


class Close(Versioned):
    """The end of an organisation, and who takes over."""

    how = forms.ChoiceField(
        label="Sắp xếp thế nào", widget=forms.RadioSelect,
        choices=[*HOW.items(), ("ended", "Kết thúc, không có tổ chức kế thừa")],
        error_messages={"required": "Chưa chọn cách sắp xếp."},
    )  # fmt: skip
    successors = Units(
        Organisation.objects.none(), label="Tổ chức kế thừa", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Một tổ chức kế thừa thì nhận cả tổ chức trực thuộc và đảng viên.",
    )  # fmt: skip
    on = day("Kết thúc từ ngày", "Ngày đầu tiên không còn hoạt động.")
    decision = decision()

    def __init__(self, *args: Any, actor: User, org: Organisation, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"version": org.version}, **more})
        units = cast(Units, self.fields["successors"])
        units.queryset = near(actor, org)

    def clean(self) -> dict[str, Any]:
        """A way that has successors needs one; an end without any has none."""
        told = super().clean() or {}
        if told.get("how") == "ended" and told.get("successors"):
            self.add_error("successors", "Kết thúc không kế thừa thì không chọn tổ chức nào.")
        if told.get("how") not in (None, "ended") and not told.get("successors"):
            self.add_error("successors", "Chưa chọn tổ chức kế thừa.")
        return told


def near(actor: User, org: Organisation) -> Any:
    """Organisations that may take over: of the same sort, below the same superior or the one above."""
    same = CELLS if org.form in CELLS else set(FORMS) - CELLS
    above = org.parent.parent if org.parent and org.parent.parent else org.parent
    units = _open_to(actor).filter(form__in=same).exclude(pk=org.pk)
    wide = units.filter(begins("path", above.path)) if above else units
    close = units.filter(parent=org.parent_id)
    return wide if wide[: MOST + 1].count() <= MOST else close


def _open_to(actor: User) -> Any:
    units = Organisation.objects.visible_to(actor, "org.reshape").select_related("parent")
    return units.exclude(closed_on__lte=clock.today()).order_by("sort_key", "pk")


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices
