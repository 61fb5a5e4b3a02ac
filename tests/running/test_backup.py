"""A backup comes back whole or not at all, and tells nothing without the key."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pytest

from cast import HUNG, LAN, MAI
from dangvien.config.backup import bundle
from dangvien.config.backup.bundle import BadBackup
from dangvien.config.backup.postgres import program
from dangvien.config.backup.unpacking import unpack
from dangvien.seal import Key, Ring, load
from dangvien.seal.key import SIZE
from running.house import House, process

# What nobody may read from a stolen disk: the numbers of three people, as digits and as bytes.
CANARIES = [
    person[kind] for person in (LAN, HUNG, MAI) for kind in ("citizen_id", "card_number", "phone")
]
LOG_IN = """
from django.test import Client
from dangvien.accounts.models import User
import base64, hashlib, hmac, time
def code():
    digest = hmac.new(base64.b32decode("JBSWY3DPEHPK3PXP"), (int(time.time())//30).to_bytes(8, "big"),
                      hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start:start+4], 'big') & 0x7fffffff) % 10**6:06d}"
client = Client(SERVER_NAME="localhost")
client.post("/dang-nhap/", {"login": "mai", "password": "maimai"})
client.post("/ma-mot-lan/", {"code": code()})
answer = client.get("/dang-vien/")
print(answer.status_code, answer.headers.get("Location", ""))
"""
COUNTS = """
from django.apps import apps
skip = {"sessions.session", "usersessions.usersession", "audit.entry", "audit.chain"}
print(sorted((m._meta.label_lower, m._base_manager.count()) for m in apps.get_models()
             if m._meta.label_lower not in skip))
"""


@pytest.fixture(scope="module")
def saved(filled: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the filled register."""
    path = tmp_path_factory.mktemp("saved") / "so.saoluu"
    told = filled.did("backup", str(path))
    assert "3 hồ sơ đảng viên" in told
    assert "nguyên vẹn" in told
    return path


def test_it_comes_back_with_every_row_and_log_in_works(
    filled: House, saved: Path, house: House
) -> None:
    key = load(filled.home / "key").printed()
    told = house.did("restore", str(saved), "--home", str(house.home), typed=f"{key.lower()}\n")
    assert "Mọi bảng đủ số dòng, nhật ký nguyên vẹn" in told
    assert house.script(COUNTS) == filled.script(COUNTS)
    assert house.script(LOG_IN).strip() == "200"
    sealed = sorted(p.relative_to(house.home) for p in (house.home / "files").rglob("*"))
    assert sealed == sorted(p.relative_to(filled.home) for p in (filled.home / "files").rglob("*"))
    log = "from dangvien.audit.models import Entry; print(Entry.objects.latest('pk').action)"
    assert house.script(log).strip() in ("login", "member.list", "backup.restore")
    assert "Khóa đúng" in house.did("key", "check", "--paper", typed=f"{key}\n")
    again = house.run("restore", str(saved), "--home", str(house.home), typed=f"{key}\n")
    assert again.returncode == 2
    assert "đã có dữ liệu" in again.stderr


def test_an_existing_file_is_never_replaced(filled: House, saved: Path) -> None:
    before = saved.read_bytes()
    refused = filled.run("backup", str(saved))
    assert refused.returncode == 2
    assert "giữ nguyên" in refused.stderr
    assert saved.read_bytes() == before
    assert saved.stat().st_mode & 0o077 == 0
    assert sorted(p.name for p in saved.parent.iterdir()) == [saved.name]


def test_another_key_is_told_from_damage(filled: House, saved: Path, tmp_path: Path) -> None:
    other = Key(bytes(range(SIZE)))
    with pytest.raises(BadBackup, match=other.fingerprint):
        unpack(saved, other, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_hundred_flipped_bits_and_every_cut_are_refused_and_leave_nothing(
    filled: House, saved: Path, tmp_path: Path
) -> None:
    whole, key, chance = saved.read_bytes(), load(filled.home / "key"), random.Random(1)  # noqa: S311
    damaged, place = tmp_path / "so.saoluu", tmp_path / "place"
    place.mkdir()
    places = [*range(40), *(chance.randrange(len(whole)) for _ in range(100))]
    for at in places:
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        damaged.write_bytes(flipped)
        with pytest.raises(BadBackup):
            unpack(damaged, key, place / "new")
        assert list(place.iterdir()) == [], at
    for size in [0, 1, 20, 60, *(chance.randrange(len(whole)) for _ in range(20)), len(whole) - 1]:
        damaged.write_bytes(whole[:size])
        with pytest.raises(BadBackup):
            unpack(damaged, key, place / "new")
        assert list(place.iterdir()) == [], size


def test_a_newer_version_is_refused_before_anything_is_loaded(filled: House) -> None:
    later = filled.script(
        "from dangvien.config.backup import restoring, sqlite, postgres\n"
        "from dangvien.config.backup.bundle import BadBackup\n"
        "from dangvien.config.backup.manifest import Manifest\n"
        "from django.db import connection\n"
        "said = Manifest('', connection.vendor, {}, {}, [['orgs', '9999_later']])\n"
        "try: restoring.settle(said)\nexcept BadBackup as refused: print(refused)"
    )
    assert "mới hơn" in later


def test_what_is_not_ours_in_the_tar_is_refused(filled: House, tmp_path: Path) -> None:
    key = load(filled.home / "key")
    for name in ("../ngoai", "/etc/x", "files/../../ngoai", "key", "la.txt"):
        path = tmp_path / "xau.saoluu"

        def fill(tar: bundle.tarfile.TarFile, name: str = name) -> None:
            about = bundle.tarfile.TarInfo(name)
            about.size = 3
            tar.addfile(about, io.BytesIO(b"abc"))

        with path.open("wb") as target:
            bundle.write(Ring(key), target, fill)
        with pytest.raises(BadBackup):
            unpack(path, key, tmp_path / "place" / "new")
        assert list((tmp_path / "place").iterdir()) == []


def test_without_the_key_no_number_of_a_person_is_anywhere(filled: House, saved: Path) -> None:
    if not filled.database_url:
        filled.script("import sqlite3; from django.conf import settings\n"
                      "sqlite3.connect(settings.DATABASES['default']['NAME'])")  # fmt: skip
    lying = [path for path in filled.home.rglob("*") if path.is_file()]
    contents = {path.name: path.read_bytes() for path in (*lying, saved)}
    if filled.database_url:
        contents["dump"] = _dump(filled.database_url)
        assert LAN["full_name"].encode() in contents["dump"]  # the positive control
    else:
        names = contents["register.sqlite3"] + contents.get("register.sqlite3-wal", b"")
        assert LAN["full_name"].encode() in names
    for name, content in contents.items():
        for number in CANARIES:
            assert number.encode() not in content, name
            assert number.encode("utf-16-le") not in content, name
        assert not re.search(rb"(?<!\d)099\d{9}(?!\d)", content), name
    assert LAN["full_name"].encode() not in contents[saved.name]
    assert load(filled.home / "key").material not in contents[saved.name]


def _dump(url: str) -> bytes:
    return process(program("pg_dump"), url, check=True).stdout.encode()
