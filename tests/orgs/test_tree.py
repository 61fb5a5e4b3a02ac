"""Moving and closing as the cast does it: who may, who sees what afterwards, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.orgs import actions
from dangvien.orgs.models import Organisation, Succession
from dangvien.orgs.queries import lowest_common_superior, preview_move
from register import Register, organisation

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2025, 12, 15), date(2026, 1, 1)


def committee(register: Register) -> Organisation:
    return actions.found(
        actor=register.mai, parent=register.commune, name="Đảng bộ cơ sở Trường Tam Lư",
        form="dang_bo_co_so", kind="Trường học", code="", on=date(2025, 9, 1), decision="QĐ 5",
    )  # fmt: skip


def seen(user: object) -> set[str]:
    return {org.name for org in Organisation.objects.visible_to(user)}  # type: ignore[arg-type]


def test_mai_moves_a_cell_and_hung_keeps_his_sight_of_it(register: Register) -> None:
    parent = committee(register)
    # A base cell may stand under a base committee only from 26/07/2026.
    actions.retype(actor=register.mai, org=register.na_loc, form="chi_bo_truc_thuoc", kind="Bản",
                   on=TODAY, decision="QĐ 6")  # fmt: skip
    actions.move(actor=register.mai, org=register.na_loc, parent=parent, on=TODAY, decision="QĐ 7")
    assert register.na_loc.path == f"{parent.path}{register.na_loc.pk}/"
    assert seen(register.hung) == {"Chi bộ bản Nà Lốc"}
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.action, entry.org, entry.data["to"]) == (
        "org.move",
        register.na_loc.pk,
        parent.pk,
    )
    rows = register.na_loc.placements.order_by("since")
    assert [(row.parent, row.until, row.decision) for row in rows] == [
        (register.commune, TODAY, ""), (parent, None, "QĐ 7"),
    ]  # fmt: skip


def test_binh_and_hung_cannot_reshape_tam_lu(register: Register) -> None:
    for user in (register.binh, register.hung, register.leader, register.admin, register.khach):
        with pytest.raises(Refused):
            actions.move(actor=user, org=register.na_loc, parent=register.other_commune, on=TODAY,
                         decision="")  # fmt: skip
        with pytest.raises(Refused):
            actions.close(actor=user, org=register.na_loc, on=TODAY, decision="")
        with pytest.raises(Refused):
            actions.found(actor=user, parent=register.commune, name="Chi bộ mới", kind="", code="",
                          form="chi_bo_co_so", on=TODAY, decision="")  # fmt: skip
    assert not Entry.objects.exists()


def test_nobody_moves_a_unit_into_or_out_of_another_ones_tree(register: Register) -> None:
    with pytest.raises(Refused):
        actions.move(actor=register.mai, org=register.na_loc, parent=register.other_commune,
                     on=TODAY, decision="")  # fmt: skip
    with pytest.raises(Refused):
        actions.close(actor=register.mai, org=register.commune, on=TODAY, decision="")
    actions.move(actor=register.tinh, org=register.na_loc, parent=register.other_commune,
                 on=TODAY, decision="QĐ tỉnh")  # fmt: skip
    assert "Chi bộ bản Nà Lốc" in seen(register.binh)
    assert "Chi bộ bản Nà Lốc" not in seen(register.mai)


def test_two_cells_are_merged_into_one(register: Register) -> None:
    cells = [register.na_loc, register.party_office]
    new = actions.found(actor=register.mai, parent=register.commune, name="Chi bộ Liên bản",
                        form="chi_bo_co_so", kind="Bản", code="", on=TODAY, decision="QĐ 8")  # fmt: skip
    for cell in cells:
        actions.close(actor=register.mai, org=cell, on=TODAY, decision="QĐ 8", successors=[new])
        assert (cell.closed_on, cell.parent) == (TODAY, register.commune)
    assert {link.before for link in Succession.objects.filter(after=new)} == set(cells)
    # What has ended hangs under its heir's superior: moved with the heir, it is seen with it.
    actions.move(actor=register.tinh, org=new, parent=register.other_commune, on=LATER, decision="")
    actions.apply_due(LATER)
    assert seen(register.binh) >= {cell.name for cell in cells} | {"Chi bộ Liên bản"}
    assert not seen(register.mai) & {cell.name for cell in cells}


def test_a_move_on_a_day_to_come_waits_for_the_tick(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    org, path = register.clinic, register.clinic.path
    actions.move(actor=register.tinh, org=org, parent=register.commune, on=LATER, decision="QĐ 9")
    assert org.path == path
    assert actions.apply_due(TODAY) == 0
    monkeypatch.setenv("DANGVIEN_TODAY", LATER.isoformat())
    assert actions.apply_due(LATER) == 1
    org.refresh_from_db()
    assert org.parent == register.commune
    assert actions.apply_due(LATER) == 0


def test_what_is_planned_can_be_called_off(register: Register) -> None:
    org = register.clinic
    actions.move(actor=register.tinh, org=org, parent=register.commune, on=LATER, decision="")
    with pytest.raises(ValidationError, match="đã ghi một thay đổi"):
        actions.move(actor=register.tinh, org=org, parent=register.commune, on=TODAY, decision="")
    actions.call_off(actor=register.tinh, org=org)
    assert [(row.parent, row.until) for row in org.placements.all()] == [
        (register.other_commune, None)
    ]
    actions.close(actor=register.tinh, org=org, on=LATER, decision="")
    actions.call_off(actor=register.tinh, org=org)
    assert org.closed_on is None
    assert org.placements.get().until is None
    with pytest.raises(ValidationError, match="Không có thay đổi nào"):
        actions.call_off(actor=register.tinh, org=org)


def test_a_unit_does_not_go_below_itself(register: Register) -> None:
    section = committee(register)
    with pytest.raises(ValidationError, match="nằm dưới chính"):
        actions.move(
            actor=register.tinh, org=register.commune, parent=section, on=LATER, decision=""
        )
    with pytest.raises(ValidationError, match="nằm dưới chính"):
        actions.move(actor=register.tinh, org=section, parent=section, on=LATER, decision="")


def test_two_planned_moves_do_not_close_a_circle(register: Register) -> None:
    a, b = committee(register), committee(register)
    actions.retype(actor=register.mai, org=a, form="to_dang", kind="", on=TODAY, decision="")
    actions.retype(actor=register.mai, org=b, form="to_dang", kind="", on=TODAY, decision="")
    actions.move(actor=register.mai, org=a, parent=b, on=date(2026, 3, 1), decision="")
    with pytest.raises(ValidationError, match="nằm dưới chính"):
        actions.move(actor=register.mai, org=b, parent=a, on=LATER, decision="")


def test_which_form_may_stand_where_depends_on_the_day(register: Register) -> None:
    said = {"actor": register.mai, "parent": register.commune, "name": "Đảng bộ bộ phận Hai",
            "form": "dang_bo_bo_phan", "kind": "", "code": "", "decision": ""}  # fmt: skip
    with pytest.raises(ValidationError, match="không đứng ngay dưới"):
        actions.found(**said, on=date(2026, 7, 25))  # type: ignore[arg-type]
    assert actions.found(**said, on=date(2026, 7, 26)).parent == register.commune  # type: ignore[arg-type]


def test_a_superior_that_did_not_exist_yet_cannot_be_one(register: Register) -> None:
    parent = committee(register)
    actions.retype(actor=register.mai, org=register.na_loc, form="to_dang", kind="",
                   on=date(2025, 7, 1), decision="")  # fmt: skip
    with pytest.raises(ValidationError, match="thành lập ngày 01/09/2025"):
        actions.move(actor=register.mai, org=register.na_loc, parent=parent,
                     on=date(2025, 8, 1), decision="")  # fmt: skip


def test_prefixes_of_paths_are_no_accident(register: Register) -> None:
    """/1/2/ is not above /1/20/."""
    lone = organisation("Chi bộ Hai", register.commune, "chi_bo_co_so", "x2")
    other = organisation("Chi bộ Hai mươi", register.commune, "chi_bo_co_so", "x20")
    number = int(f"{lone.pk}0")
    path = f"{register.commune.path}{number}/"
    Organisation.objects.create(pk=number, name=other.name, parent=register.commune, path=path)
    assert [org.pk for org in Organisation.objects.under(lone)] == [lone.pk]
    actions.move(
        actor=register.tinh, org=lone, parent=register.other_commune, on=TODAY, decision=""
    )
    assert Organisation.objects.get(pk=number).path == path
    assert Organisation.objects.under(register.other_commune).count() == 3


def test_a_move_is_one_update_however_much_hangs_below(register: Register) -> None:
    def queries(below: int) -> int:
        top = committee(register)
        for n in range(below):
            organisation(f"Chi bộ {n}", top, "chi_bo_truc_thuoc", f"{top.pk}-{n}")
        with CaptureQueriesContext(
            connection,
        ) as told:
            actions.move(actor=register.tinh, org=top, parent=register.other_commune, on=TODAY,
                         decision="")  # fmt: skip
        assert Organisation.objects.under(top).count() == below + 1
        return len(told)

    assert queries(1) == queries(40)


def test_codes_names_and_papers(register: Register) -> None:
    org = register.na_loc
    actions.recode(actor=register.mai, org=org, code="sai mã", on=TODAY, decision="")
    actions.edit(
        actor=register.mai, org=org, on=TODAY, consent="Công văn 12", name="Chi bộ Nà Lốc "
    )
    assert (org.code, org.name, org.consent) == ("sai mã", "Chi bộ Nà Lốc", "Công văn 12")
    with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
        actions.rename(actor=register.mai, org=org, name="Chi bộ Nà Lốc", on=TODAY, decision="")
    with pytest.raises(ValidationError, match="Chưa ghi tên"):
        actions.rename(actor=register.mai, org=org, name=" ", on=TODAY, decision="")
    with pytest.raises(actions.Stale):
        actions.rename(actor=register.mai, org=org, name="Khác", on=TODAY, decision="",
                       version=org.version - 1)  # fmt: skip
    with pytest.raises(ValidationError, match="250"):
        actions.rename(actor=register.mai, org=org, name="a" * 300, on=TODAY, decision="")


def test_a_back_dated_name_stands_under_what_came_later(register: Register) -> None:
    org, parent = register.na_loc, committee(register)
    actions.retype(actor=register.mai, org=org, form="to_dang", kind="Bản", on=date(2025, 7, 1),
                   decision="")  # fmt: skip
    actions.move(actor=register.mai, org=org, parent=parent, on=date(2025, 10, 1), decision="")
    actions.rename(actor=register.mai, org=org, name="Tổ Nà Lốc", on=date(2025, 8, 15), decision="")
    rows = org.placements.order_by("since").values_list("since", "name", "parent")
    assert list(rows) == [
        (date(2025, 7, 1), "Chi bộ bản Nà Lốc", register.commune.pk),
        (date(2025, 8, 15), "Tổ Nà Lốc", register.commune.pk),
        (date(2025, 10, 1), "Tổ Nà Lốc", parent.pk),
    ]
    with pytest.raises(ValidationError, match="đã ghi một thay đổi"):
        actions.move(actor=register.mai, org=org, parent=parent, on=date(2025, 9, 1), decision="")


def test_the_preview_tells_who_gains_and_who_loses_sight(register: Register) -> None:
    told = preview_move(actor=register.tinh, org=register.na_loc, parent=register.other_commune)
    assert (told.units, told.members, told.grants) == (1, 0, 1)
    assert [name for name, _, _ in told.gain.named] == ["Lê Thanh Bình"]
    assert [name for name, _, _ in told.lose.named] == ["Hà Thị Mai", "Vi Văn Lãnh"]
    mine = preview_move(actor=register.mai, org=register.na_loc, parent=register.other_commune)
    assert (mine.gain.named, mine.gain.hidden) == ((), 1)


def test_the_lowest_common_superior(register: Register) -> None:
    assert lowest_common_superior(register.na_loc, register.party_office) == register.commune
    assert lowest_common_superior(register.na_loc, register.clinic) == register.province
    assert lowest_common_superior(register.na_loc, register.commune) == register.commune
