"""What goes wrong says which kind of thing it was, never whose or what."""

from __future__ import annotations

from io import BytesIO

import pytest

from dangvien.seal import BadKey, Key, Ring, Unopenable, open_stream

CANARIES = ("099180000001", "0990000417", "38010001")


@pytest.mark.parametrize("canary", CANARIES)
def test_neither_error_nor_repr_holds_a_value(ring: Ring, other: Ring, canary: str) -> None:
    place = "identifier:11112222-3333-4444-5555-66667777aaaa:citizen_id"
    sealed = ring.seal(canary, place)
    told = [repr(ring), str(ring), repr(ring.key), repr(sealed), repr(ring.index("phone", canary))]
    for attempt in (
        lambda: other.open(sealed, place),
        lambda: ring.open(sealed, f"identifier:{canary}"),
        lambda: ring.open(canary.encode(), place),
        lambda: open_stream(ring, BytesIO(b"\x02" + bytes(60)), BytesIO(), f"evidence:{canary}"),
    ):
        with pytest.raises(Unopenable) as caught:
            attempt()
        told.append(repr(caught.value))
    assert not any(canary in text for text in told)
    assert not any("11112222" in text for text in told)


def test_a_mistyped_key_is_not_repeated(ring: Ring) -> None:
    typed = ring.key.printed()[:-1] + "A"
    with pytest.raises(BadKey) as caught:
        Key.from_print(typed)
    assert not any(group in str(caught.value) for group in typed.split("-"))
    assert caught.value.__cause__ is None or typed not in repr(caught.value.__cause__)
