"""A large file is sealed in pieces: whole and in order, or it does not open."""

from __future__ import annotations

import random
from io import BytesIO, RawIOBase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvien.seal import Key, Ring, Unopenable, open_stream, seal_stream
from dangvien.seal.files import PIECE

RING = Ring(Key(bytes(range(32))))
HEADER, SEALED = 33, PIECE + 16
SIZES = (0, 1, 16, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5)


def sealed(content: bytes, place: str = "evidence:1", ring: Ring = RING) -> bytes:
    """The content as it lies on disk."""
    target = BytesIO()
    seal_stream(ring, BytesIO(content), target, place)
    return target.getvalue()


def opened(content: bytes, place: str = "evidence:1", ring: Ring = RING) -> bytes:
    """What comes out of it."""
    target = BytesIO()
    open_stream(ring, BytesIO(content), target, place)
    return target.getvalue()


def of(size: int) -> bytes:
    """So many bytes."""
    return random.Random(size).randbytes(size)  # noqa: S311


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens(size: int) -> None:
    assert opened(sealed(of(size))) == of(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_cut_off_anywhere_does_not_open(size: int) -> None:
    whole = sealed(of(size))
    ends = {
        *range(0, len(whole), 4099),
        *range(HEADER, len(whole), SEALED),
        len(whole) - 1,
        0,
        1,
        HEADER - 1,
    }
    for end in ends - {len(whole)}:
        with pytest.raises(Unopenable):
            opened(whole[:end])


def test_pieces_cannot_be_dropped_doubled_or_put_in_another_order() -> None:
    whole = sealed(of(3 * PIECE + 5))
    pieces = [whole[i : i + SEALED] for i in range(HEADER, len(whole), SEALED)]
    for order in (
        [0, 1, 3],
        [0, 2, 3],
        [1, 2, 3],
        [1, 0, 2, 3],
        [0, 0, 1, 2, 3],
        [0, 1, 2, 3, 3],
        [3],
    ):
        with pytest.raises(Unopenable):
            opened(whole[:HEADER] + b"".join(pieces[i] for i in order))


def test_pieces_of_two_files_do_not_mix() -> None:
    one, other = sealed(of(2 * PIECE)), sealed(of(2 * PIECE))
    with pytest.raises(Unopenable):
        opened(one[: HEADER + SEALED] + other[HEADER + SEALED :])
    with pytest.raises(Unopenable):
        opened(one[:HEADER] + other[HEADER:])


def test_nothing_may_follow_the_end() -> None:
    for size in (0, PIECE, PIECE + 1):
        with pytest.raises(Unopenable):
            opened(sealed(of(size)) + b"\0")


@given(st.integers(0, 2**32))
def test_a_flipped_bit_is_seen(bit: int) -> None:
    whole = bytearray(sealed(b"Danh s\xc3\xa1ch 0990000001"))
    whole[bit // 8 % len(whole)] ^= 1 << bit % 8
    with pytest.raises(Unopenable):
        opened(bytes(whole))


def test_neither_another_place_nor_another_key_opens_it() -> None:
    whole = sealed(b"0990000001")
    with pytest.raises(Unopenable):
        opened(whole, "evidence:2")
    with pytest.raises(Unopenable):
        opened(whole, ring=Ring(Key(bytes(range(1, 33)))))


def test_content_does_not_show() -> None:
    assert b"0990000001" not in sealed(b"0990000001" * 20_000)


class Trickle(RawIOBase):
    """A pipe that hands over what it likes, not what was asked for."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def read(self, size: int = -1) -> bytes:
        """At most seven hundred bytes."""
        part, self.rest = self.rest[: min(size, 700)], self.rest[min(size, 700) :]
        return part


def test_a_pipe_may_trickle() -> None:
    content, target, back = of(PIECE + 100), BytesIO(), BytesIO()
    seal_stream(RING, Trickle(content), target, "backup")  # type: ignore[arg-type]
    open_stream(RING, Trickle(target.getvalue()), back, "backup")  # type: ignore[arg-type]
    assert back.getvalue() == content
