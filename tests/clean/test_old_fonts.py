"""Lists of the nineties: whole columns in .VnTime or VNI, windows-1258, a few broken bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean.lists import LAN, Cleaned, as_csv, clean, other, run, table


def in_tcvn3(text: str) -> str:
    """The text in TCVN3 letters."""
    pairs = dict(zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦",
        strict=True,
    ))  # fmt: skip
    return "".join(pairs.get(char, char) for char in text)


OLD = ["Nguyễn Thị Hường", "Lò Văn Hùng", "Hà Thị Mai", "Trần Văn Khách", "Đỗ Xuân Trường",
       "Phạm Hữu Đức", "Vi Thị Lan", "Bùi Đức Thắng"]  # fmt: skip


@pytest.fixture(scope="module")
def tcvn3(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """A list whose names and hometowns are in .VnTime."""
    folder = tmp_path_factory.mktemp("tcvn3")
    people = [
        other(n, full_name=in_tcvn3(name), hometown=in_tcvn3("Xã Tam Lư, tỉnh Thanh Hóa"))
        for n, name in enumerate(OLD)
    ]
    return clean(folder, *people)


def test_a_column_in_an_old_font_is_decoded_whole(tcvn3: Cleaned) -> None:
    assert [row["full_name"] for row in tcvn3.table("members")] == OLD
    assert {row["hometown"] for row in tcvn3.table("members")} == {"Xã Tam Lư, tỉnh Thanh Hóa"}
    assert {one["field"] for one in tcvn3.summary["encodings"]} == {"full_name", "hometown"}
    assert all(one["encoding"] == "TCVN3" and one["why"] for one in tcvn3.summary["encodings"])


def test_the_decoded_names_are_v02_fixed_and_keep_what_was_read(tcvn3: Cleaned) -> None:
    found = tcvn3.findings("V02")
    assert [row["state"] for row in found] == ["fixed"] * len(OLD)
    assert found[0]["value"] == in_tcvn3(OLD[0])
    assert tcvn3.changes("yes", "full_name")[0] == (in_tcvn3(OLD[0]), OLD[0])


def test_a_list_in_vni_is_decoded_too(tmp_path: Path) -> None:
    names = ["Nguyeãn Thò Höôøng", "Loø Vaên Huøng", "Haø Thò Mai", "Traàn Vaên Khaùch"]
    got = clean(tmp_path, *(other(n, full_name=name) for n, name in enumerate(names)))
    told = [row["full_name"] for row in got.table("members")]
    assert told == ["Nguyễn Thị Hường", "Lò Văn Hùng", "Hà Thị Mai", "Trần Văn Khách"]


def test_windows_1258_is_put_together_again(tmp_path: Path) -> None:
    loose = "Nguyê\u0303n Thi\u0323 Hươ\u0300ng"
    heads = "Ho\u0323 va\u0300 tên,Sô\u0301 CCCD\n"
    text = f"{heads}{loose},099175000077\n"
    (tmp_path / "ds.csv").write_bytes(text.encode("cp1258"))
    got = run(tmp_path / "ds.csv", "--out", tmp_path / "kq")
    assert got.member()["full_name"] == "Nguyễn Thị Hường"
    assert any("1258" in note for note in got.summary["notes"])


def test_a_few_broken_bytes_are_said_and_lose_nobody(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "ds.csv", table(*(other(n) for n in range(20)), LAN))
    path.write_bytes(path.read_bytes().replace("Vi Thị Lan".encode(), b"Vi Th\xc3\x28 Lan"))
    got = run(path, "--out", tmp_path / "kq")
    assert len(got.table("members")) == 21
    assert "V02" in got.rules(22)
    assert got.findings("V02")[0]["state"] == "open"
