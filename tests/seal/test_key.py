"""The master key: a file for its owner alone, a paper for the safe, and no key that is none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.seal import BadKey, Key, create, load
from dangvien.seal.key import write

MATERIAL = st.binary(min_size=32, max_size=32).filter(lambda m: len(set(m)) >= 8)


@given(MATERIAL)
def test_the_paper_gives_the_key_back(material: bytes) -> None:
    key = Key(material)
    assert Key.from_print(key.printed()) == key
    assert Key.from_print(f" {key.printed().lower().replace('-', '  ')}\n") == key


@given(MATERIAL, st.randoms(use_true_random=False))
def test_lookalikes_are_read_as_what_they_stand_for(material: bytes, chance: random.Random) -> None:
    printed = Key(material).printed()
    slips = {"O": "0", "I": "1", "B": "8"}
    typed = "".join(slips[c] if c in slips and chance.random() < 0.5 else c for c in printed)
    assert Key.from_print(typed) == Key(material)


@given(MATERIAL, st.integers(0, 10_000), st.sampled_from("ACDEFGHJKLMNPQRSTUVWXYZ234567"))
def test_a_wrong_letter_is_seen(material: bytes, at: int, letter: str) -> None:
    """One slip in a million passes the four letters of the checksum; no key is wrong by chance here."""
    printed = Key(material).printed()
    places = [i for i, c in enumerate(printed) if c not in (letter, "-")]
    place = places[at % len(places)]
    with pytest.raises(BadKey):
        Key.from_print(printed[:place] + letter + printed[place + 1 :])


@given(MATERIAL, st.integers(0, 40))
def test_a_group_left_out_or_typed_twice_is_seen(material: bytes, at: int) -> None:
    groups = Key(material).printed().split("-")
    at %= len(groups)
    for typed in ([*groups[:at], *groups[at + 1 :]], [*groups[: at + 1], *groups[at:]]):
        with pytest.raises(BadKey):
            Key.from_print("-".join(typed))


@pytest.mark.parametrize(
    "typed", ["", "----", "a", "không phải khóa", "A" * 56, "é" * 56, "\0" * 56, "²" * 60]
)
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(BadKey):
        Key.from_print(typed)


@pytest.mark.parametrize(
    "material", [b"", bytes(32), b"a" * 32, b"short", b"changeme" * 4, b"ab" * 16, bytes(31)]
)
def test_a_default_or_empty_key_is_refused(material: bytes) -> None:
    with pytest.raises(BadKey):
        Key(material)


def test_a_new_key_lies_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "key"
    key = create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load(path) == key
    assert create(tmp_path / "another") != key


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o777])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    create(path)
    path.chmod(mode)
    with pytest.raises(BadKey, match="0600"):
        load(path)


@pytest.mark.parametrize("content", ["", "\n", "\xff" * 70, "A" * 100_000])
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "key"
    path.write_text(content, "utf-8")
    path.chmod(0o600)
    with pytest.raises(BadKey):
        load(path)


def test_an_absent_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadKey, match="key"):
        load(tmp_path / "key")


def test_a_key_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = create(path)
    for again in (lambda: create(path), lambda: write(Key(bytes(range(32))), path)):
        with pytest.raises(FileExistsError):
            again()
    assert load(path) == key


@given(MATERIAL)
def test_purposes_share_nothing_and_the_key_shows_nowhere(material: bytes) -> None:
    key = Key(material)
    derived = [
        key.derive(purpose) for purpose in ("values", "index", "files", "checkpoints", "web")
    ]
    assert len({*derived, material}) == 6
    told = f"{key!r} {key} {key.fingerprint}"
    assert material.hex() not in told
    assert key.printed()[:9] not in told
    assert len(key.fingerprint) == 8
