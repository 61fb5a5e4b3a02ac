"""What people read: plain sentences, dates as they write them, one paragraph in a fixed order."""

from __future__ import annotations

import pytest

from dangvien.core.rules import BOOK, get
from dangvien.core.rules.words import HEADINGS, ask, explain, message, show, table
from dangvien.core.schema import MEMBER, ORGANISATION

LABELS = {
    "member": {field.name: field.label for field in MEMBER},
    "organisation": {field.name: field.label for field in ORGANISATION},
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1975-05-19", "19/05/1975"),
        ("1975-05", "05/1975"),
        ("1975", "1975"),
        ("nữ", "Nữ"),
        ("mau.xlsx#Danh sách#9", "9 (mau.xlsx, Danh sách)"),
        ("mau.csv##9", "9 (mau.csv)"),
        ("19.5.75", "19.5.75"),
        (None, "trống"),
    ],
)
def test_values_are_shown_as_people_write_them(text: str | None, shown: str) -> None:
    assert show(text) == shown


def test_a_message_says_what_why_and_how() -> None:
    rule = get("V13")
    said = message(rule, "before_admission", "2000-05-18", "2000-05-19")
    assert said == (
        f"Ngày chính thức 18/05/2000 trước ngày vào Đảng 19/05/2000. {rule.why} {rule.how}"
    )


def test_a_proposal_is_told_even_where_the_sentence_does_not_name_it() -> None:
    said = message(get("V05"), "lost_zero", "99175004321", None, "099175004321", "Số căn cước")
    assert "Máy đề xuất: 099175004321." in said


def test_what_is_done_already_is_not_proposed_again() -> None:
    said = message(get("V03"), "case", "nguyễn thị hường", None, "Nguyễn Thị Hường")
    assert said.count("Nguyễn Thị Hường") == 1
    assert "đề xuất" not in said


def test_the_field_tells_which_of_several_boxes_is_meant() -> None:
    assert message(get("V32"), "missing", field_label="Quê quán").startswith("Quê quán đang")
    kept = message(get("V24"), "old_unit", "x", field_label="Quê quán")
    assert "ghi cả hai tên" in kept


def test_a_question_for_a_visit_leaves_out_why() -> None:
    rule = get("V05")
    asked, short = ask(rule, "lost_zero", "99175004321", None, "099175004321", "citizen_id")
    assert rule.why not in asked
    assert asked.startswith(f"Đang ghi 99175004321. {short}")
    assert asked.endswith(rule.how)
    assert "099175004321" in asked


def test_braces_in_a_value_are_only_text() -> None:
    assert "“{fix}{0}”" in message(get("V01"), "symbols", "{fix}{0}")


def test_an_unknown_cause_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        message(get("V01"), "nothing of the kind")


def test_every_case_can_be_said_and_every_rule_explained() -> None:
    for rule in BOOK:
        for case in rule.cases:
            label = LABELS[rule.subject][case.field or rule.field]
            said = message(rule, case.key, "a", "b", "c", label)
            assert "{" not in said
            assert "  " not in said
            assert len(said) < 420, (rule.code, case.key, len(said))
        page = explain(rule)
        assert page.startswith(f"{rule.code}. {rule.title}\n")
        assert "{" not in page
        assert f"Căn cứ: {rule.basis}." in page


def test_what_is_to_be_confirmed_says_so() -> None:
    assert "cần xác nhận" in explain(get("V13"))
    assert "Chỉ chạy khi có: danh sách kỳ trước" in explain(get("V29"))


def test_the_list_has_one_row_per_rule_under_its_headings() -> None:
    rows = table()
    assert [row[0] for row in rows] == [rule.code for rule in BOOK]
    assert {len(row) for row in rows} == {len(HEADINGS)}
