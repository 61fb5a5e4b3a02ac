"""The life of an import: who may, what follows what, refused in words, undone once."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from dangvien.accounts.policy import Refused
from dangvien.audit.models import Entry
from dangvien.exchange import actions, evidence, queries, tasks
from dangvien.exchange.actions import Impossible
from dangvien.exchange.models import Batch, Mapping
from dangvien.members.actions import correct
from dangvien.members.models import Person
from exchange.engine import (
    AS_OF,
    TamLu,
    closes,
    committed,
    hash_of,
    receive,
    standing,
    tam_lu,
    undone,
)
from exchange.engine_lists import dozen, person, sheet


@pytest.fixture
def place(db: None) -> TamLu:
    """The commune, empty."""
    return tam_lu()


def test_the_bytes_are_kept_sealed_and_nowhere_in_the_clear(place: TamLu) -> None:
    content = sheet(dozen())
    batch = receive(place.mai, place.commune, "../../ds bí mật#1.csv", content)
    assert batch.file_name == "ds bí mật 1.csv"
    assert batch.file_size == len(content)
    folder = Path(settings.HOME) / "files" / str(batch.uid)
    kept = sorted(path.name for path in folder.iterdir())
    assert kept == ["content", "findings"]
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert person(0)["citizen_id"].encode() not in path.read_bytes()
        assert "Vi Thị Lan".encode() not in path.read_bytes()
    with evidence.opened(batch) as clear:
        assert clear.read_bytes() == content
        assert clear.stat().st_mode & 0o077 == 0
    assert not clear.exists()
    for row in batch.rows.all():
        assert person(0)["citizen_id"].encode() not in bytes(row.payload or b"")


def test_the_same_bytes_while_they_wait_are_the_same_import(place: TamLu) -> None:
    first = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    second = receive(place.mai, place.commune, "b.csv", sheet(dozen()))
    assert first == second
    assert len(list((Path(settings.HOME) / "files").glob(str(first.uid)))) == 1
    committed(place.mai, first)
    third = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    assert third != first
    assert third.counts["unchanged"] == len(dozen())


def test_only_who_may_import_there_may(place: TamLu) -> None:
    for actor, org, units in (
        (place.binh, place.commune, None), (place.mai, place.province, None),
        (place.mai, place.commune, [place.clinic]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.receive(actor=actor, org=org, units=units, name="a.csv", source="",
                            content=io.BytesIO(b"x"), as_of=AS_OF)  # fmt: skip
    batch = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    for act in (actions.commit, actions.stop, actions.drop, actions.undo, actions.release):
        with pytest.raises(Refused):
            act(actor=place.binh, batch=batch)
    with pytest.raises(Refused):
        actions.settle_columns(actor=place.binh, batch=batch, headings={})
    assert list(Batch.objects.visible_to(place.binh)) == []
    assert list(Batch.objects.visible_to(place.mai)) == [batch]


def test_rights_taken_away_stop_the_job_that_waits(place: TamLu) -> None:
    batch = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    actions.commit(actor=place.mai, batch=batch)
    place.mai.grants.update(revoked_at=timezone.now())
    tasks.apply.call(str(batch.uid))
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert Person.objects.count() == 0
    other = Batch.objects.create(
        org=place.commune, file_name="b", file_hash="", file_size=0, source="", as_of=AS_OF,
        uploaded_by=place.mai,
    )  # fmt: skip
    tasks.preview.call(str(other.uid))
    other.refresh_from_db()
    assert other.state == "refused"
    assert "quyền" in other.refusal


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp “a.csv”: tệp rỗng, không có dữ liệu."),
        (b"%PDF-1.4 x", "Tệp “a.csv”: đây là tệp PDF, không phải bảng tính."),
        ("Họ và tên,Ngày sinh\n".encode(), "chỉ có dòng tiêu đề"),
        ("một,hai\n1,2\n".encode(), "không tìm thấy dòng tiêu đề"),
    ],
)
def test_what_clean_refuses_is_refused_in_the_same_words(
    place: TamLu, content: bytes, words: str
) -> None:
    batch = receive(place.mai, place.commune, "a.csv", content)
    assert batch.state == "refused"
    assert words in batch.refusal
    with pytest.raises(Impossible):
        actions.commit(actor=place.mai, batch=batch)
    actions.drop(actor=place.mai, batch=batch)


def test_columns_are_settled_once_for_a_source(place: TamLu) -> None:
    odd = sheet(dozen()).decode().replace("Số điện thoại", "Liên hệ khi cần")
    batch = receive(place.mai, place.commune, "a.csv", odd.encode(), source="Phần mềm tỉnh")
    [column] = [c for c in queries.columns(batch) if c.heading == "Liên hệ khi cần"]
    assert (column.field, column.told) == ("", "đang để ngoài")
    actions.settle_columns(
        actor=place.mai, batch=batch, headings={"Liên hệ khi cần": "phone", "Quê quán": ""}
    )
    tasks.preview.call(str(batch.uid))
    batch.refresh_from_db()
    assert {c.heading: c.field for c in queries.columns(batch)}["Liên hệ khi cần"] == "phone"
    committed(place.mai, batch)
    people = standing()
    assert people["phone"].null_count() == 0
    assert people["hometown"].null_count() == people.height
    assert Mapping.objects.get().headings == {"Liên hệ khi cần": "phone", "Quê quán": ""}
    more = odd.replace("Vi Thị Lan", "Vi Thị Liên").encode()
    following = receive(place.mai, place.commune, "b.csv", more, source="Phần mềm tỉnh")
    assert {c.heading: c.field for c in queries.columns(following)}["Liên hệ khi cần"] == "phone"
    another = receive(place.mai, place.commune, "c.csv", more + b"\n", source="Nơi khác")
    assert {c.heading: c.field for c in queries.columns(another)}["Liên hệ khi cần"] == ""
    with pytest.raises(Impossible):
        actions.settle_columns(actor=place.mai, batch=another, headings={"x": "no_such"})
    with pytest.raises(Impossible):
        actions.settle_columns(actor=place.mai, batch=batch, headings={})


def test_a_sum_that_does_not_close_is_not_written(place: TamLu) -> None:
    batch = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    batch.counts["read"] += 1
    batch.save()
    with pytest.raises(Impossible, match="chưa khớp"):
        actions.commit(actor=place.mai, batch=batch)


def test_undo_once_for_thirty_days_and_never_an_undo(place: TamLu) -> None:
    batch = committed(place.mai, receive(place.mai, place.commune, "a.csv", sheet(dozen())))
    end = queries.undo_until(batch)
    assert end is not None
    assert timedelta(days=29) < end - timezone.now() <= timedelta(days=30)
    inverse = actions.undo(actor=place.mai, batch=batch)
    assert actions.undo(actor=place.mai, batch=batch) == inverse
    actions.drop(actor=place.mai, batch=inverse)
    assert queries.undo_until(batch) == end
    assert undone(place.mai, batch) == inverse
    assert queries.undo_until(batch) is None
    for wrong in (batch, Batch.objects.get(pk=inverse.pk)):
        with pytest.raises(Impossible):
            actions.undo(actor=place.mai, batch=wrong)
    assert standing().height == 0
    again = committed(place.mai, receive(place.mai, place.commune, "a.csv", sheet(dozen())))
    Batch.objects.filter(pk=again.pk).update(committed_at=timezone.now() - timedelta(days=31))
    again.refresh_from_db()
    assert queries.undo_until(again) is None
    with pytest.raises(Impossible, match="30 ngày"):
        actions.undo(actor=place.mai, batch=again)


def test_an_undo_says_first_what_it_would_do(place: TamLu) -> None:
    batch = committed(place.mai, receive(place.mai, place.commune, "a.csv", sheet(dozen())))
    change = sheet([person(3, phone="0990077777", hometown="Bản Hạ"), person(13)])
    second = committed(place.mai, receive(place.mai, place.commune, "b.csv", change))
    known = Person.objects.get(full_name="Ngân Văn Púm")
    correct(actor=place.mai, person=known, values={"phone": "0990011111"}, source="gặp",
            version=known.version)  # fmt: skip
    inverse = actions.undo(actor=place.mai, batch=second)
    tasks.preview.call(str(inverse.uid))
    inverse.refresh_from_db()
    assert closes(inverse)
    back, gone = queries.rows(inverse, "changed")
    assert {back.reason, gone.reason} == {
        "Trả lại như trước: quê quán.", "Rút lại hồ sơ do lần nhập này đưa vào.",
    }  # fmt: skip
    [kept] = queries.rows(inverse, "conflict")
    assert kept.reason == "Đã có người ghi sau nên giữ nguyên: số điện thoại."
    assert kept.answers == ()
    committed(place.mai, inverse)
    row = standing().filter(full_name="Ngân Văn Púm").to_dicts()[0]
    assert (row["phone"], row["hometown"]) == ("0990011111", "Tam Lư, Thanh Hóa")
    assert standing().height == len(dozen())
    inverse_of_first = undone(place.mai, batch)
    assert inverse_of_first.counts["conflict"] >= 1
    assert Person.objects.alive().get().full_name == "Ngân Văn Púm"


def test_what_is_done_is_in_the_log_and_the_log_holds_no_value(place: TamLu) -> None:
    batch = committed(place.mai, receive(place.mai, place.commune, "a.csv", sheet(dozen())))
    undone(place.mai, batch)
    entries = list(Entry.objects.order_by("pk"))
    told = [entry.action for entry in entries]
    for action in ("import.receive", "import.commit", "member.take_in", "import.committed",
                   "import.undo", "member.take_back"):  # fmt: skip
        assert action in told
    text = repr([(e.subject, e.data) for e in entries])
    for line in dozen():
        assert line["full_name"] not in text
        assert line["citizen_id"] not in text
        assert line["phone"] not in text


def test_stopped_half_way_it_goes_on_or_goes_back(place: TamLu) -> None:
    from dangvien.exchange import applying  # noqa: PLC0415

    before = hash_of(standing())
    batch = receive(place.mai, place.commune, "a.csv", sheet(dozen()))
    actions.commit(actor=place.mai, batch=batch)
    applying.step(str(batch.uid), 0, 5)
    actions.stop(actor=place.mai, batch=batch)
    tasks.apply.call(str(batch.uid))
    batch.refresh_from_db()
    assert (batch.state, batch.counts["applied"]) == ("stopped", 5)
    assert standing().height == 5
    inverse = actions.undo(actor=place.mai, batch=batch)
    with pytest.raises(Impossible):
        actions.commit(actor=place.mai, batch=batch)
    actions.drop(actor=place.mai, batch=inverse)
    committed(place.mai, batch)
    assert standing().height == len(dozen())
    undone(place.mai, batch)
    assert hash_of(standing()) == before
