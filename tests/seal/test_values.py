"""A sealed value opens in its own place, under its own key, undamaged; and nowhere else."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dangvien.seal import Key, Ring, Unopenable

PLACES = st.text(min_size=1, max_size=40)
RING = Ring(Key(bytes(range(32))))


@given(st.text(), PLACES)
def test_what_was_sealed_opens(text: str, place: str) -> None:
    assert RING.open(RING.seal(text, place), place) == text


@given(st.text(min_size=1), PLACES, PLACES)
def test_elsewhere_it_does_not(text: str, place: str, elsewhere: str) -> None:
    assume(place != elsewhere)
    with pytest.raises(Unopenable):
        RING.open(RING.seal(text, place), elsewhere)


def test_of_a_thousand_values_swapped_between_rows_none_opens(ring: Ring) -> None:
    """G3: who holds the database may move a sealed number to another person."""
    chance = random.Random(3)  # noqa: S311
    people = [UUID(int=chance.getrandbits(128)) for _ in range(60)]
    kinds = ("citizen_id", "phone", "card_number")
    rows = [f"identifier:{uid}:{kind}" for uid in people for kind in kinds]
    sealed = {place: ring.seal(f"0990000{n:03d}", place) for n, place in enumerate(rows)}
    opened = 0
    for _ in range(1_000):
        one, another = chance.sample(rows, 2)
        try:
            ring.open(sealed[one], another)
        except Unopenable:
            continue
        opened += 1
    assert opened == 0


def test_another_key_does_not_open(ring: Ring, other: Ring) -> None:
    with pytest.raises(Unopenable):
        other.open(ring.seal("099180000001", "identifier:x:citizen_id"), "identifier:x:citizen_id")


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_flipped_bit_is_seen(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(RING.seal_bytes(content, "evidence:1"))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(Unopenable):
        RING.open_bytes(bytes(sealed), "evidence:1")


@pytest.mark.parametrize(
    "rubbish", [b"", b"\x01", b"\x01" + bytes(12), b"\x02" + bytes(40), b"0990000001"]
)
def test_rubbish_does_not_open(ring: Ring, rubbish: bytes) -> None:
    with pytest.raises(Unopenable):
        ring.open_bytes(rubbish, "identifier:x:phone")


def test_equal_values_are_sealed_differently(ring: Ring) -> None:
    assert ring.seal("099180000001", "a") != ring.seal("099180000001", "a")


@given(
    st.sampled_from(["citizen_id", "phone"]),
    st.text(),
    st.sampled_from(["citizen_id", "phone"]),
    st.text(),
)
def test_the_index_tells_equality_and_nothing_else(
    kind: str, value: str, other_kind: str, other_value: str
) -> None:
    same = (kind, value) == (other_kind, other_value)
    assert (RING.index(kind, value) == RING.index(other_kind, other_value)) is same
    assert len(RING.index(kind, value)) == 16


def test_the_index_says_nothing_without_the_key(ring: Ring, other: Ring) -> None:
    assert ring.index("phone", "0990000001") != other.index("phone", "0990000001")


def test_signatures_of_one_key_are_its_own(ring: Ring, other: Ring) -> None:
    mine, theirs = ring.signer().public_key(), other.signer().public_key()
    assert mine.public_bytes_raw() != theirs.public_bytes_raw()
    assert mine.public_bytes_raw() == Ring(ring.key).signer().public_key().public_bytes_raw()
