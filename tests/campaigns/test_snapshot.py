"""A published figure stands on frozen rows: it can be counted again, by anybody entitled, for good."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from campaigns.acting import campaign, fill, people, verdicts
from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.campaigns import snapshots
from dangvien.campaigns.actions.publishing import check_again, publish, recompute, take_away
from dangvien.campaigns.models import Campaign, Snapshot
from dangvien.campaigns.queries import figures
from dangvien.quality.models import Verdict
from register import Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("book")]


@pytest.fixture
def running(register: Register) -> Campaign:
    one = campaign(register)
    held = fill(one, register.na_loc, done=17, approval=3, cell=8, police=2, above=1)
    fill(one, register.party_office, done=10, cell=1)
    fill(one, register.commune, done=1)
    Verdict.objects.filter(person=held["done"][0]).update(active=False)
    Verdict.objects.filter(person=held["done"][1]).update(waived=2)
    Verdict.objects.filter(person=held["cell"][0]).delete()
    Verdict.objects.filter(person=held["cell"][1]).update(unit=register.party_office)
    verdicts(people(register.na_loc, 2))
    return one


def test_frozen_figures_are_the_figures(register: Register, running: Campaign) -> None:
    one = publish(actor=register.mai, campaign=running, org=register.commune, why="báo cáo ngày")
    now = figures(running, register.commune)
    assert one.figures["total"] == now.counts.as_dict()
    assert one.figures["units"] == {"units": 3, "half": 3, "most": 2, "all": 1}
    assert {row["name"] for row in one.figures["below"]} == {
        "Chi bộ bản Nà Lốc", "Chi bộ Cơ quan Đảng", "Trực tiếp ở xã Tam Lư",
    }  # fmt: skip
    cell = publish(actor=register.mai, campaign=running, org=register.na_loc, why="")
    assert cell.figures["total"] == figures(running, register.na_loc).counts.as_dict()
    assert cell.figures["below"][0]["pk"] == register.na_loc.pk
    assert recompute(cell).agrees


def test_recomputing_adds_up_the_rows_of_then(register: Register, running: Campaign) -> None:
    one = publish(actor=register.mai, campaign=running, org=register.commune, why="báo cáo ngày")
    Verdict.objects.update(clean_t1=True, lies="")
    assert figures(running, register.commune).counts.done != one.figures["total"]["done"]
    again = check_again(actor=register.leader, snapshot=one)
    assert again.agrees
    assert again.sums[""] == one.figures["total"]
    entry = Entry.objects.get(action="snapshot.publish")
    assert entry.data["sha256"] == one.sha256
    assert Entry.objects.filter(action="snapshot.recompute").count() == 1


def test_changed_figures_and_changed_rows_are_seen(register: Register, running: Campaign) -> None:
    one = publish(actor=register.mai, campaign=running, org=register.commune, why="")
    one.figures["total"]["done"] += 1
    assert not recompute(one).same_figures
    one.refresh_from_db()
    rows, _ = snapshots.opened(one.uid)
    snapshots.forget(one.uid)
    assert not recompute(one).agrees
    snapshots.keep(one.uid, rows.head(rows.height - 1))
    assert not recompute(one).same_file
    content = snapshots.place(one.uid)
    content.write_bytes(content.read_bytes()[:-1] + b"x")
    assert not recompute(one).agrees


def test_the_rows_lie_sealed_and_hold_no_name(register: Register, running: Campaign) -> None:
    one = publish(actor=register.mai, campaign=running, org=register.commune, why="")
    assert b"PAR1" not in snapshots.place(one.uid).read_bytes()
    rows, _ = snapshots.opened(one.uid)
    assert not {"full_name", "name", "birth_date", "citizen_id"} & set(rows.columns)


def test_the_package_counts_itself_again_alone(
    register: Register, running: Campaign, tmp_path: Path
) -> None:
    one = publish(actor=register.mai, campaign=running, org=register.commune, why="")
    packed = zipfile.ZipFile(io.BytesIO(take_away(actor=register.mai, snapshot=one)))
    packed.extractall(tmp_path)
    text = (tmp_path / "dong.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 45
    assert "person" not in rows[0]
    words = [sys.executable, "-I", "tinh-lai.py", "dong.csv", "so-lieu.json"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603
    assert "Khớp số đã chốt" in said.stdout
    published = json.loads((tmp_path / "so-lieu.json").read_text())
    published["total"]["done"] += 1
    (tmp_path / "so-lieu.json").write_text(json.dumps(published))
    assert subprocess.run(words, cwd=tmp_path, capture_output=True, check=False).returncode == 1  # noqa: S603


def test_who_may(register: Register, running: Campaign) -> None:
    for nobody in (register.hung, register.leader, register.binh, register.khach):
        with pytest.raises(Refused):
            publish(actor=nobody, campaign=running, org=register.commune, why="")
    one = publish(actor=register.hung, campaign=running, org=register.na_loc, why="ký",
                  permission="campaign.sign")  # fmt: skip
    with pytest.raises(Refused):
        take_away(actor=register.leader, snapshot=one)
    with pytest.raises(Refused):
        check_again(actor=register.binh, snapshot=one)


def test_what_cannot_be_logged_leaves_no_file(
    register: Register, running: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("disk")

    before = set(snapshots.place(register.mai.pk).parent.glob("*"))  # type: ignore[arg-type]
    monkeypatch.setattr("dangvien.campaigns.actions.publishing.record", broken)
    with pytest.raises(OSError, match="disk"):
        publish(actor=register.mai, campaign=running, org=register.commune, why="")
    assert not Snapshot.objects.exists()
    assert set(snapshots.place(register.mai.pk).parent.glob("*")) == before  # type: ignore[arg-type]


def test_two_counts_that_disagree_publish_nothing(
    register: Register, running: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dangvien.campaigns.recount.recount", lambda rows, top: {})
    with pytest.raises(snapshots.Mismatch):
        publish(actor=register.mai, campaign=running, org=register.commune, why="")
    assert not Snapshot.objects.exists()
