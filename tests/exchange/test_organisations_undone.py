"""A list of organisations goes back: withdrawn, ended or kept in words; fields as they were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.exchange import actions, organisations, queries
from dangvien.exchange.models import FATES, Batch
from dangvien.exchange.organisations import committing, listed, withdrawing
from dangvien.exchange.states import Impossible
from dangvien.orgs import actions as orgs
from dangvien.orgs.models import Grant, Officer, Organisation, PaperCount, Placement
from exchange.by_hand import Press, latest, text_of
from exchange.test_organisations import AS_OF, commune, line, reasons, seen
from members.people import someone, taken_in
from register import Register

SignIn = Callable[[User], Client]
__all__ = ["commune"]


def written(register: Register, *rows: tuple[str, ...]) -> Batch:
    """A list committed by the officer of the commune."""
    batch = seen(register.mai, register.commune, *rows)
    batch = organisations.commit(actor=register.mai, batch=batch)
    assert batch.state == "committed", (batch.refusal, reasons(batch))
    return batch


def inverse(register: Register, batch: Batch, user: User | None = None) -> Batch:
    """The undo of a list, previewed."""
    undo = actions.undo(actor=user or register.mai, batch=batch)
    organisations.previewing.read(Batch.objects.select_related("org", "undoes").get(pk=undo.pk))
    undo.refresh_from_db()
    assert undo.state == "ready"
    assert undo.counts["read"] == sum(undo.counts[fate] for fate in FATES)
    return undo


def told(batch: Batch) -> dict[str, tuple[str, str]]:
    """Organisation → fate and reason."""
    return {row.name: (fate, row.reason) for fate in FATES
            for row in organisations.rows(batch, fate)}  # fmt: skip


def tree() -> list[tuple[Any, ...]]:
    """Everything that the tree says, but for versions."""
    return [
        *Organisation.objects.order_by("pk").values_list(
            "pk", "name", "form", "kind", "code", "path", "consent", "closed_on", "sort_key"),
        *Placement.objects.order_by("org", "since").values_list(
            "org", "parent", "name", "form", "kind", "code", "since", "until"),
        *Officer.objects.order_by("pk").values_list("pk", "name", "since", "until"),
        *PaperCount.objects.order_by("pk").values_list("pk", "count"),
    ]  # fmt: skip


FARM = line(10, "Đảng bộ Nông trường", form="Đảng bộ cơ sở", secretary="Vi Văn Bí")
HAMLET = line(0, "Chi bộ thôn Một", code="38.150.010.001.000", above="38.150.010.000.000",
              form="Chi bộ trực thuộc", count="12")  # fmt: skip


def test_a_list_that_nobody_worked_on_goes_back_to_the_last_placement(commune: Register) -> None:
    orgs.appoint(actor=commune.mai, org=commune.na_loc, name="Lò Văn Hùng", position="secretary",
                 since=date(2025, 7, 1), decision="QĐ 1")  # fmt: skip
    orgs.report_paper(actor=commune.mai, org=commune.na_loc, on=AS_OF, count=30, source="Sổ")
    before = tree()
    batch = written(
        commune, FARM, HAMLET,
        line(1, "Chi bộ bản Nà Lốc mới", kind="Thôn", secretary="Lò Văn Mới", count="31"),
        line(2, "Chi bộ Cơ quan Đảng", status="Đã giải thể", closed="30/11/2025"),
    )  # fmt: skip
    assert tree() != before
    undo = inverse(commune, batch)
    assert (undo.counts["changed"], undo.counts["conflict"]) == (4, 0), told(undo)
    assert told(undo)["Đảng bộ Nông trường"] == ("changed", "Rút tổ chức do lần nhập này lập.")
    assert told(undo)["Chi bộ bản Nà Lốc mới"][1] == (
        "Trả lại như trước: tên tổ chức đảng, loại hình, bí thư, số đảng viên."
    )
    undo = organisations.commit(actor=commune.mai, batch=undo)
    assert (undo.state, undo.counts["applied"]) == ("committed", 4)
    assert tree() == before
    assert queries.closing(undo).closes
    assert {"org.withdraw", "org.reopen", "org.unappoint"} <= set(
        Entry.objects.values_list("action", flat=True)
    )
    again = seen(commune.mai, commune.commune, FARM, HAMLET)
    assert again.counts["new"] == 2  # the same list may come again


def test_a_unit_that_somebody_moved_since_is_kept_and_so_is_what_it_hangs_under(
    commune: Register,
) -> None:
    batch = written(commune, FARM, HAMLET, line(11, "Đảng bộ Trạm", form="Đảng bộ cơ sở"),
                    line(12, "Chi bộ thôn Hai"))  # fmt: skip
    hamlet = Organisation.objects.get(name="Chi bộ thôn Một")
    orgs.move(actor=commune.mai, org=hamlet, parent=Organisation.objects.get(name="Đảng bộ Trạm"),
              on=AS_OF, decision="QĐ 7")  # fmt: skip
    undo = inverse(commune, batch)
    assert told(undo) == {
        "Chi bộ thôn Một": ("conflict", "Tổ chức đã có người ghi tiếp nên được giữ lại."),
        "Đảng bộ Trạm": ("conflict", "Giữ lại: còn 1 tổ chức trực thuộc."),
        "Đảng bộ Nông trường": (
            "changed",
            "Ghi kết thúc từ hôm nay, không xóa được, vì đã có hồ sơ và việc cũ ghi ở đây.",
        ),
        "Chi bộ thôn Hai": ("changed", "Rút tổ chức do lần nhập này lập."),
    }
    undo = organisations.commit(actor=commune.mai, batch=undo)
    assert (undo.counts["changed"], undo.counts["conflict"]) == (2, 2)
    assert Organisation.objects.get(name="Đảng bộ Nông trường").closed_on is not None
    assert not Organisation.objects.filter(name="Chi bộ thôn Hai").exists()
    hamlet.refresh_from_db()
    assert hamlet.parent is not None
    assert (hamlet.parent.name, hamlet.closed_on) == ("Đảng bộ Trạm", None)


def test_members_and_accounts_keep_a_unit_and_the_reason_counts_them(commune: Register) -> None:
    batch = written(commune, line(11, "Chi bộ thôn Hai"), line(12, "Chi bộ thôn Ba"))
    two = Organisation.objects.get(name="Chi bộ thôn Hai")
    three = Organisation.objects.get(name="Chi bộ thôn Ba")
    taken_in(commune.mai, two, [someone(1)])
    Grant.objects.create(user=commune.khach, role="cell_secretary", org=three, since=AS_OF)
    undo = inverse(commune, batch)
    assert told(undo)["Chi bộ thôn Hai"] == (
        "conflict", "Giữ lại: còn 1 đảng viên đang ghi ở đây.",
    )  # fmt: skip
    assert told(undo)["Chi bộ thôn Ba"] == (
        "conflict", "Giữ lại: còn 1 tài khoản có quyền ở đây.",
    )  # fmt: skip


def test_what_was_changed_since_stays_and_the_rest_of_the_row_goes_back(commune: Register) -> None:
    batch = written(commune, line(1, "Chi bộ bản Nà Lốc mới", kind="Thôn", count="31"))
    orgs.rename(actor=commune.mai, org=commune.na_loc, name="Chi bộ Nà Lốc Hai", on=AS_OF,
                decision="QĐ 9")  # fmt: skip
    orgs.report_paper(actor=commune.mai, org=commune.na_loc, on=AS_OF, count=32, source="Sổ")
    undo = inverse(commune, batch)
    assert (undo.counts["changed"], undo.counts["conflict"]) == (1, 1)
    assert [row.reason for row in organisations.rows(undo, "conflict")] == [
        "Đã có người ghi sau nên giữ nguyên: tên tổ chức đảng, số đảng viên."
    ]
    organisations.commit(actor=commune.mai, batch=undo)
    commune.na_loc.refresh_from_db()
    assert (commune.na_loc.name, commune.na_loc.kind) == ("Chi bộ Nà Lốc Hai", "Xã")
    assert PaperCount.objects.get().count == 32


def test_what_happens_between_preview_and_commit_turns_into_a_conflict(commune: Register) -> None:
    batch = written(commune, line(11, "Chi bộ thôn Hai"), line(1, "Chi bộ bản Nà Lốc mới"))
    undo = inverse(commune, batch)
    unit = Organisation.objects.get(name="Chi bộ thôn Hai")
    taken_in(commune.mai, unit, [someone(1)])
    orgs.rename(actor=commune.mai, org=commune.na_loc, name="Tên khác", on=AS_OF, decision="QĐ")
    undo = organisations.commit(actor=commune.mai, batch=undo)
    assert (undo.counts["applied"], undo.counts["conflict"]) == (0, 2)
    assert queries.closing(undo).closes
    assert Organisation.objects.filter(name="Chi bộ thôn Hai", closed_on=None).exists()


def test_a_half_committed_list_goes_back_and_can_then_not_go_on(
    commune: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "MANY", 1)
    before = tree()
    batch = seen(
        commune.mai, commune.commune, *(line(n, f"Chi bộ thôn {n}") for n in range(20, 25))
    )
    batch = organisations.commit(actor=commune.mai, batch=batch, later=True)
    _die_after(2, committing, "_found", monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        committing.apply(batch)
    monkeypatch.undo()
    actions.stop(actor=commune.mai, batch=batch)
    undo = inverse(commune, batch)
    assert undo.counts["read"] == 2
    with pytest.raises(Impossible, match="đang được hoàn tác"):
        organisations.commit(actor=commune.mai, batch=batch)
    organisations.commit(actor=commune.mai, batch=undo)
    assert tree() == before


def test_an_undo_that_died_half_way_goes_on_and_takes_nothing_back_twice(
    commune: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree()
    batch = written(commune, FARM, HAMLET, line(1, "Chi bộ bản Nà Lốc mới"))
    undo = inverse(commune, batch)
    undo = organisations.commit(actor=commune.mai, batch=undo, later=True)
    _die_after(1, withdrawing, "_take_out", monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        committing.apply(undo)
    monkeypatch.undo()
    undo.refresh_from_db()
    assert (undo.state, undo.rows.filter(applied=True).count()) == ("committing", 2)
    organisations.jobs.apply.func(str(undo.uid))
    undo.refresh_from_db()
    assert (undo.state, undo.counts["applied"]) == ("committed", 3)
    assert tree() == before


def _die_after(times: int, module: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a step of work be done so often, then die as a killed worker does."""
    real, left = getattr(module, name), [times]

    def step(*told: Any) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        real(*told)

    monkeypatch.setattr(module, name, step)


def test_an_ended_founding_an_ended_unit_and_a_past_person(commune: Register) -> None:
    """Somebody was here and has left: the record stands, so the unit is ended, not taken away."""
    batch = written(commune, line(11, "Chi bộ thôn Hai"))
    unit = Organisation.objects.get(name="Chi bộ thôn Hai")
    [lan] = taken_in(commune.mai, unit, [someone(1)])
    from dangvien.members import actions as members  # noqa: PLC0415

    members.move(actor=commune.mai, person=lan, unit=commune.na_loc, on=AS_OF, decision="QĐ 3",
                 version=lan.version)  # fmt: skip
    undo = inverse(commune, batch)
    organisations.commit(actor=commune.mai, batch=undo)
    unit.refresh_from_db()
    assert unit.closed_on is not None
    assert unit.closing_decision == "Hoàn tác danh sách: to-chuc.csv"


@pytest.mark.parametrize("who", ["hung", "binh", "leader", "admin"])
def test_nobody_else_takes_a_list_back(commune: Register, signed_in: SignIn, who: str) -> None:
    batch = written(commune, line(11, "Chi bộ thôn Hai"))
    user = getattr(commune, who)
    with pytest.raises(Refused):
        actions.undo(actor=user, batch=batch)
    assert signed_in(user).get(f"/nhap/{batch.uid}/hoan-tac/").status_code == 404


def test_after_thirty_days_it_stays(commune: Register) -> None:
    batch = written(commune, line(11, "Chi bộ thôn Hai"))
    Batch.objects.filter(pk=batch.pk).update(
        committed_at=(batch.committed_at or batch.uploaded_at) - timedelta(days=31)
    )
    with pytest.raises(Impossible, match="quá 30 ngày"):
        actions.undo(actor=commune.mai, batch=batch)


def test_through_the_page(commune: Register, signed_in: SignIn, press: Press) -> None:
    mai = signed_in(commune.mai)
    batch = written(commune, line(11, "Chi bộ thôn Hai"), line(1, "Chi bộ bản Nà Lốc mới"))
    at = f"/nhap/{batch.uid}/"
    assert "Hoàn tác được đến hết ngày" in text_of(mai.get(at))
    assert "rút khỏi cây" in text_of(mai.get(at + "hoan-tac/"))
    press(mai, at + "hoan-tac/")
    undo = latest()
    assert undo.undoes == batch
    page = text_of(mai.get(f"/nhap/{undo.uid}/"))
    assert "2 + 0 + 0 = 2" in page
    assert "Rút tổ chức do lần nhập này lập." in page
    assert Organisation.objects.filter(name="Chi bộ thôn Hai").exists()
    press(mai, f"/nhap/{undo.uid}/ghi/")
    assert "Đã hoàn tác 2 dòng" in text_of(mai.get(f"/nhap/{undo.uid}/"))
    assert "Đã hoàn tác" in text_of(mai.get(at))
    assert not Organisation.objects.filter(name="Chi bộ thôn Hai").exists()


def test_a_unit_that_the_list_moved_hangs_where_it_hung(
    commune: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code tells another superior, so the rule book would refuse the row: here it is not asked."""
    written(commune, FARM, HAMLET)
    before = tree()
    moved = line(0, "Chi bộ thôn Một", code="38.150.010.001.000", above="38.150.011.000.000",
                 form="Chi bộ trực thuộc")  # fmt: skip
    station = line(11, "Đảng bộ Trạm", form="Đảng bộ cơ sở")
    assert "không bắt đầu bằng mã cấp trên" in reasons(
        seen(commune.mai, commune.commune, station, moved)
    )[0]  # fmt: skip
    monkeypatch.setattr(listed, "RULES", tuple(r for r in listed.RULES if r.code in ("O01", "O10")))
    batch = written(commune, station, moved)
    assert reasons(batch) == []
    hamlet = Organisation.objects.get(name="Chi bộ thôn Một")
    assert hamlet.parent is not None
    assert hamlet.parent.name == "Đảng bộ Trạm"
    undo = inverse(commune, batch)
    assert told(undo) == {
        "Chi bộ thôn Một": ("changed", "Trả lại như trước: mã tổ chức đảng cấp trên."),
        "Đảng bộ Trạm": ("changed", "Rút tổ chức do lần nhập này lập."),
    }
    organisations.commit(actor=commune.mai, batch=undo)
    assert tree() == before
