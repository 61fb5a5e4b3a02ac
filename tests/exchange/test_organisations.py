"""A list of organisations through the page: its fates, and written superiors first."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from dangvien.accounts.models import User
from dangvien.accounts.policy import Refused
from dangvien.exchange import organisations, queries
from dangvien.exchange.models import FATES, Batch
from dangvien.exchange.states import Impossible
from dangvien.orgs.models import Officer, Organisation, PaperCount
from dangvien.synth.commune.others import write_organisations
from exchange.by_hand import Press, csv, latest, text_of, upload
from register import Register, organisation

SignIn = Callable[[User], Client]
HEADINGS = ("Mã TCĐ", "Tên tổ chức đảng", "Mã TCĐ cấp trên", "Hình thức", "Loại hình",
            "Trạng thái", "Ngày thành lập", "Ngày giải thể", "Bí thư", "Số đảng viên")  # fmt: skip
TOP = "38.150.000.000.000"
AS_OF = date(2025, 12, 15)


def line(number: int, name: str, *, above: str = TOP, **more: str) -> tuple[str, ...]:
    """One row of a list."""
    told = {"code": f"38.150.{number:03}.000.000", "form": "Chi bộ cơ sở", "kind": "Xã",
            "status": "Đang hoạt động", "founded": "01/07/2025", "closed": "", "secretary": "",
            "count": ""} | more  # fmt: skip
    return (told["code"], name, above, told["form"], told["kind"], told["status"],
            told["founded"], told["closed"], told["secretary"], told["count"])  # fmt: skip


@pytest.fixture
def commune(register: Register) -> Register:
    """The register, its commune and cells with codes in full."""
    for org, code in ((register.commune, TOP), (register.na_loc, "38.150.001.000.000"),
                      (register.party_office, "38.150.002.000.000")):  # fmt: skip
        Organisation.objects.filter(pk=org.pk).update(code=code)
        org.placements.update(code=code)
    register.commune.refresh_from_db()
    return register


def seen(actor: User, org: Organisation, *rows: tuple[str, ...]) -> Batch:
    """A list previewed."""
    return organisations.preview(
        actor=actor, org=org, name="to-chuc.csv", content=csv(*rows, headings=HEADINGS), as_of=AS_OF
    )  # fmt: skip


def reasons(batch: Batch, fate: str = "rejected") -> list[str]:
    """Why rows have a fate."""
    return [row.reason for row in organisations.rows(batch, fate)]


def test_the_list_of_a_commune_builds_its_tree_and_a_second_time_changes_nothing(
    db: None, tmp_path: Path
) -> None:
    from register import user  # noqa: PLC0415

    write_organisations(tmp_path)
    top = organisation("Đảng bộ xã Tam Lư", None, "xa", TOP)
    Organisation.objects.filter(pk=top.pk).update(founded_on=None)
    top.placements.update(since=None)
    top.refresh_from_db()
    mai = user("mai", "Hà Thị Mai", "commune_officer", top)
    content = (tmp_path / "to-chuc.xlsx").read_bytes()
    told = {"actor": mai, "org": top, "name": "to-chuc.xlsx", "content": content, "as_of": AS_OF}
    batch = organisations.preview(**told)
    assert (batch.state, batch.counts["new"], batch.counts["rejected"]) == ("ready", 25, 0)
    assert batch.counts["read"] == sum(batch.counts[fate] for fate in FATES)
    assert Organisation.objects.count() == 1
    batch = organisations.commit(actor=mai, batch=batch)
    assert (batch.state, batch.counts["applied"]) == ("committed", 26)
    cells = Organisation.objects.under(top).filter(form="chi_bo_co_so")
    assert cells.filter(closed_on=None).count() == 24
    assert cells.get(name="Chi bộ bản Sa Lang").closed_on == date(2025, 7, 1)
    assert Officer.objects.filter(position="secretary", until=None).count() == 25
    before = list(Organisation.objects.order_by("pk").values_list("pk", "version", "path"))
    again = organisations.preview(**told)
    assert (again.counts["unchanged"], again.counts["new"], again.counts["changed"]) == (26, 0, 0)
    assert list(Organisation.objects.order_by("pk").values_list("pk", "version", "path")) == before


def test_a_committee_and_its_cells_in_any_order_are_founded_superiors_first(
    commune: Register,
) -> None:
    batch = seen(
        commune.mai, commune.commune,
        line(0, "Chi bộ thôn Một", code="38.150.010.001.000", above="38.150.010.000.000",
             form="Chi bộ trực thuộc"),
        line(10, "Đảng bộ Nông trường", form="Đảng bộ cơ sở", secretary="Vi Văn Bí"),
    )  # fmt: skip
    assert batch.counts["new"] == 2, reasons(batch)
    organisations.commit(actor=commune.mai, batch=batch)
    cell = Organisation.objects.get(name="Chi bộ thôn Một")
    assert cell.parent is not None
    assert (cell.parent.name, cell.form) == ("Đảng bộ Nông trường", "chi_bo_truc_thuoc")
    assert cell.path.startswith(commune.commune.path)
    assert cell.parent.officers.get().name == "Vi Văn Bí"


def test_what_differs_is_shown_old_beside_new_and_an_empty_cell_says_nothing(
    commune: Register,
) -> None:
    batch = seen(
        commune.mai, commune.commune,
        line(1, "Chi bộ bản Nà Lốc mới", secretary="Lò Văn Hùng", count="31", kind=""),
        line(2, "Chi bộ Cơ quan Đảng", kind="Cơ quan Đảng"),
    )  # fmt: skip
    changed = {row.name: {o.field: (o.stored, o.offered) for o in row.offers}
               for row in organisations.rows(batch, "changed")}  # fmt: skip
    assert changed["Chi bộ bản Nà Lốc mới"] == {
        "org_name": ("Chi bộ bản Nà Lốc", "Chi bộ bản Nà Lốc mới"),
        "secretary": ("", "Lò Văn Hùng"), "paper_count": ("", "31"),
    }  # fmt: skip
    assert changed["Chi bộ Cơ quan Đảng"] == {"kind": ("Xã", "Cơ quan Đảng")}
    organisations.commit(actor=commune.mai, batch=batch)
    commune.na_loc.refresh_from_db()
    assert (commune.na_loc.name, commune.na_loc.kind) == ("Chi bộ bản Nà Lốc mới", "Xã")
    assert PaperCount.objects.get().count == 31
    again = seen(commune.mai, commune.commune, line(1, "Chi bộ bản Nà Lốc mới", count="31"))
    assert again.counts["unchanged"] == 1


def test_a_row_that_cannot_hang_is_rejected_in_the_words_of_the_rule_book(
    commune: Register,
) -> None:
    batch = seen(
        commune.mai, commune.commune,
        line(0, "Chi bộ mồ côi", code="38.150.077.000.000", above="38.999.000.000.000"),
        line(11, "Chi bộ trùng mã"), line(11, "Chi bộ cũng mã ấy"),
        line(0, "Chi bộ dưới chi bộ", code="38.150.001.001.000", above="38.150.001.000.000",
             form="Chi bộ trực thuộc"),
        line(0, "Chi bộ mã hỏng", code="CB-BH"),
        line(12, "Đảng bộ xã lạ", form="Đảng bộ xã"),
        line(13, "Chi bộ đã xong", status="Đã giải thể", founded="03/02/1990", closed="30/06/2025"),
        ("", "", TOP, "", "", "", "", "", "Vi Văn Bí", "12"),
    )  # fmt: skip
    assert batch.counts["new"] == 0
    told = reasons(batch)
    assert len(told) == 8
    for words in ("không có trong danh sách tổ chức đảng", "còn ở 1 tổ chức khác đang hoạt động",
                  "không thể đứng ngay dưới", "không đúng dạng 14 chữ số",
                  "trước khi Đảng bộ xã Tam Lư thành lập (01/07/2025)"):  # fmt: skip
        assert any(words in reason for reason in told), (words, told)
    assert queries.closing(batch).closes


def test_a_list_without_superiors_hangs_under_the_unit_where_the_form_allows(
    commune: Register,
) -> None:
    headings = ("Mã TCĐ", "Tên tổ chức đảng", "Hình thức")
    content = csv(
        ("38.150.020.000.000", "Chi bộ mới", "Chi bộ cơ sở"),
        ("38.150.021.000.000", "Đảng bộ xã khác", "Đảng bộ xã"), headings=headings,
    )  # fmt: skip
    batch = organisations.preview(
        actor=commune.mai, org=commune.commune, name="to-chuc.csv", content=content, as_of=AS_OF
    )
    assert (batch.counts["new"], batch.counts["rejected"]) == (1, 1)
    assert "không đứng ngay dưới" in reasons(batch)[0]


def test_below_a_rejected_new_superior_nothing_is_founded(commune: Register) -> None:
    batch = seen(
        commune.mai, commune.commune,
        line(0, "Đảng bộ Nông trường", code="NT", form="Đảng bộ cơ sở"),
        line(0, "Chi bộ thôn Một", code="38.150.010.001.000", above="NT", form="Chi bộ trực thuộc"),
    )  # fmt: skip
    assert (batch.counts["new"], batch.counts["rejected"]) == (0, 2), reasons(batch)


def test_who_is_missing_from_the_file_stands_beside_and_stays(commune: Register) -> None:
    batch = seen(commune.mai, commune.commune, line(1, "Chi bộ bản Nà Lốc"))
    assert batch.counts["gone"] == 1
    assert [org.name for org in organisations.gone(batch)] == ["Chi bộ Cơ quan Đảng"]
    organisations.commit(actor=commune.mai, batch=batch)
    commune.party_office.refresh_from_db()
    assert commune.party_office.closed_on is None


def test_a_superior_outside_the_own_unit_is_no_superior(commune: Register) -> None:
    Organisation.objects.filter(pk=commune.other_commune.pk).update(code="38.151.000.000.000")
    batch = seen(
        commune.mai, commune.commune,
        line(0, "Chi bộ lấn sang", code="38.151.009.000.000", above="38.151.000.000.000"),
    )  # fmt: skip
    assert batch.counts["rejected"] == 1
    assert commune.other_commune.name not in reasons(batch)[0]


def test_what_the_tree_refuses_at_the_last_moment_moves_to_rejected_and_the_sum_still_closes(
    commune: Register,
) -> None:
    batch = seen(commune.mai, commune.commune, line(20, "Chi bộ mới"), line(1, "Tên mới"))
    Organisation.objects.filter(pk=commune.na_loc.pk).update(closed_on=date(2025, 8, 1))
    commune.na_loc.placements.update(until=date(2025, 8, 1))
    batch = organisations.commit(actor=commune.mai, batch=batch)
    assert (batch.counts["applied"], batch.counts["rejected"]) == (1, 1)
    assert "đã kết thúc" in reasons(batch)[0]
    assert queries.closing(batch).closes
    with pytest.raises(Impossible):
        organisations.commit(actor=commune.mai, batch=batch)


@pytest.mark.parametrize("who", ["hung", "binh", "leader", "admin", "khach"])
def test_nobody_else_lists_the_organisations_of_a_commune(
    commune: Register, signed_in: SignIn, who: str
) -> None:
    user = getattr(commune, who)
    with pytest.raises(Refused):
        seen(user, commune.commune, line(20, "Chi bộ mới"))
    assert Batch.objects.count() == 0
    asked = signed_in(user).get(f"/nhap/to-chuc/?don-vi={commune.commune.pk}")
    assert asked.status_code == 404


def test_rights_taken_away_while_the_job_waits_stop_it(commune: Register) -> None:
    batch = seen(commune.mai, commune.commune, line(20, "Chi bộ mới"))
    batch = organisations.commit(actor=commune.mai, batch=batch, later=True)
    commune.mai.grants.update(until=date(2025, 12, 1))
    organisations.committing.apply(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.counts["applied"]) == ("stopped", 0)
    assert not Organisation.objects.filter(name="Chi bộ mới").exists()


def test_through_the_page_with_progress_columns_and_findings(
    commune: Register, signed_in: SignIn, press: Press
) -> None:
    mai = signed_in(commune.mai)
    page = text_of(mai.get("/nhap/to-chuc/"))
    assert "Nhập danh sách tổ chức" in page
    content = csv(line(20, "Chi bộ mới", kind="Thị trấn"), headings=HEADINGS)
    upload(press, mai, content, "to-chuc.csv", to="/nhap/to-chuc/")
    at = f"/nhap/{latest().uid}/"
    page = text_of(mai.get(at))
    assert "Ghi 1 dòng: 1 tổ chức mới" in page
    assert "Cột nhận ra: 10/10" in page
    assert "O10" in text_of(mai.get(at + "?muc=can-xem"))
    assert "Chi bộ bản Nà Lốc" in text_of(mai.get(at + "?muc=vang"))
    press(mai, at + "ghi/")
    assert "Đã ghi 1 dòng" in text_of(mai.get(at))
    assert Organisation.objects.filter(name="Chi bộ mới", parent=commune.commune).exists()


def test_a_file_that_is_no_list_is_refused_in_the_words_of_clean(commune: Register) -> None:
    batch = organisations.preview(
        actor=commune.mai, org=commune.commune, name="x.pdf", content=io.BytesIO(b"%PDF-1.7 ..."),
        as_of=AS_OF,
    )  # fmt: skip
    assert (batch.state, batch.refusal) == (
        "refused", "Tệp “x.pdf”: đây là tệp PDF, không phải bảng tính.",
    )  # fmt: skip
