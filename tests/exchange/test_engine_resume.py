"""Whatever dies at whatever moment: going on gives the register of a run that nothing disturbed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import format_exception
from typing import Any

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dangvien.exchange import (
    actions,
    applying,
    lease,
    previewing,
    states,
    taking,
    tasks,
    withdrawing,
)
from dangvien.exchange.models import Batch, Row
from dangvien.exchange.trouble import JobFailed
from dangvien.members.models import Event, Person
from exchange.engine import (
    TamLu,
    closes,
    committed,
    hash_of,
    receive,
    settle_in,
    standing,
    tam_lu,
    undone,
)
from exchange.engine_lists import dozen, forgotten, person, sheet

LATER = [
    *(person(n, phone=f"0990055{n:03}") for n in range(6)),
    *(person(n) for n in range(6, 16)),
]  # a list that changes six and brings four


class Died(BaseException):
    """The worker is gone: nothing after this line runs."""


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> TamLu:
    """The commune with the dozen in it; steps of three rows."""
    monkeypatch.setattr(states, "CHUNK", 3)
    place = tam_lu()
    settle_in(place.mai, place.cells, dozen())
    return place


def dying(function: Callable[..., Any], at: int, *, after: bool) -> Callable[..., Any]:
    """The function, dying at its n-th call before it did anything, or once it has done all."""
    calls = [0]

    def call(*args: Any, **more: Any) -> Any:
        calls[0] += 1
        if calls[0] == at and not after:
            raise Died
        told = function(*args, **more)
        if calls[0] == at:
            raise Died
        return told

    return call


# Within the transaction of a step before and after it writes; at its end; after its commit.
MOMENTS = [
    *((taking, "take_in", at, True) for at in (1, 2)),
    *((taking, "fill", at, False) for at in (1, 2)),
    *((applying, "_mark", at, True) for at in (1, 2, 3, 4)),
    *((applying, "step", at, True) for at in (1, 2, 3, 4)),
]


def test_a_commit_that_died_at_any_boundary_goes_on(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    with forgotten():
        wanted = committed(place.mai, batch).counts
        undisturbed = hash_of(standing())
    for module, name, at, after in MOMENTS:
        with forgotten():
            actions.commit(actor=place.mai, batch=batch)
            with monkeypatch.context() as patched:
                patched.setattr(module, name, dying(getattr(module, name), at, after=after))
                with pytest.raises(Died):
                    applying.apply(str(batch.uid))
            half = Batch.objects.get(pk=batch.pk)
            assert half.state in ("committing", "committed")
            assert half.rows.filter(applied=True).count() == half.counts["applied"] == half.done
            tasks.resume()
            half.refresh_from_db()
            assert (half.state, half.counts) == ("committed", wanted)
            assert closes(half)
            assert hash_of(standing()) == undisturbed, (name, at)
            assert Event.objects.filter(batch=batch.uid).count() == 4


def test_an_undo_that_died_at_any_boundary_goes_on(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hash_of(standing())
    batch = committed(place.mai, receive(place.mai, place.commune, "b.csv", sheet(LATER)))
    inverse = actions.undo(actor=place.mai, batch=batch)
    tasks.preview.call(str(inverse.uid))
    for at in (1, 2, 3, 4):
        for after in (True, False):
            with forgotten():
                actions.commit(actor=place.mai, batch=inverse)
                with monkeypatch.context() as patched:
                    died = dying(withdrawing.take_back, at, after=after)
                    patched.setattr(withdrawing, "take_back", died)
                    with pytest.raises(Died):
                        applying.apply(str(inverse.uid))
                tasks.resume()
                half = Batch.objects.get(pk=inverse.pk)
                assert (half.state, half.counts["applied"]) == ("committed", 10)
                assert hash_of(standing()) == before


def test_a_commit_that_died_half_way_can_be_undone_instead(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hash_of(standing())
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    actions.commit(actor=place.mai, batch=batch)
    with monkeypatch.context() as patched:
        patched.setattr(applying, "step", dying(applying.step, 2, after=True))
        with pytest.raises(Died):
            applying.apply(str(batch.uid))
    actions.stop(actor=place.mai, batch=batch)
    assert hash_of(standing()) != before
    inverse = undone(place.mai, batch)
    assert inverse.counts["applied"] == 6
    assert hash_of(standing()) == before


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_reading_that_died_is_read_again(
    place: TamLu, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(lease, "AT_ONCE", 4)
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    wanted = list(batch.rows.order_by("number").values_list("number", "row_id", "fate", "reason"))
    actions.drop(actor=place.mai, batch=batch)
    with monkeypatch.context() as patched:
        patched.setattr(lease, "sealed", dying(lease.sealed, 5 * at, after=False))
        with pytest.raises(Died):
            receive(place.mai, place.commune, "b.csv", sheet(LATER))
    again = Batch.objects.exclude(pk=batch.pk).latest("pk")
    assert again.state == "reading"
    assert again.rows.count() == (5 * at - 1) // 4 * 4
    tasks.resume()
    again.refresh_from_db()
    assert (again.state, again.counts) == ("ready", batch.counts)
    told = again.rows.order_by("number").values_list("number", "row_id", "fate", "reason")
    assert list(told) == wanted


def test_a_file_that_no_reading_survives_is_given_up_in_words(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "sealed", dying(lease.sealed, 1, after=False))
    with pytest.raises(Died):
        receive(place.mai, place.commune, "b.csv", sheet(LATER))
    for _ in range(3):
        monkeypatch.setattr(lease, "sealed", dying(lease.sealed, 1, after=False))
        tasks.resume()
    batch = Batch.objects.latest("pk")
    assert batch.state == "refused"
    assert batch.refusal == lease.GIVEN_UP
    assert not Row.objects.filter(batch=batch).exists()


def test_an_error_is_tried_again_and_told_without_a_value(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ValueError("Vi Thị Lan")

    monkeypatch.setattr(applying, "PAUSE", 0)
    with monkeypatch.context() as patched:
        patched.setattr(previewing.fates, "judge", broken)
        with pytest.raises(JobFailed) as told:
            receive(place.mai, place.commune, "b.csv", sheet(LATER))
    assert "Lan" not in "".join(format_exception(told.value))
    batch = Batch.objects.latest("pk")
    assert (batch.state, batch.refusal) == ("refused", lease.GIVEN_UP)
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    actions.commit(actor=place.mai, batch=batch)
    with monkeypatch.context() as patched:
        patched.setattr(taking, "fill", broken)
        with pytest.raises(JobFailed) as told:
            applying.apply(str(batch.uid))
    assert "Lan" not in "".join(format_exception(told.value))
    batch.refresh_from_db()
    assert (batch.state, batch.counts["applied"]) == ("stopped", 0)
    assert committed(place.mai, batch).counts["applied"] == 10


def test_an_error_that_passes_leaves_no_trace(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, calls = previewing.fates.judge, [0]

    def once(*told: Any) -> Any:
        calls[0] += 1
        if calls[0] == 1:
            raise OSError
        return judge(*told)

    monkeypatch.setattr(previewing.fates, "judge", once)
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    assert (batch.state, batch.refusal) == ("ready", "")
    assert closes(batch)


def test_a_second_worker_on_the_same_batch_is_harmless(place: TamLu) -> None:
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    actions.commit(actor=place.mai, batch=batch)
    uid, cursors = str(batch.uid), [0, 0, 0]
    for turn in range(30):
        one = turn % 3
        if cursors[one] is not None:
            cursors[one] = applying.step(uid, cursors[one], 2)  # type: ignore[call-overload]
    assert cursors == [None, None, None]
    batch.refresh_from_db()
    assert (batch.state, batch.counts["applied"]) == ("committed", 10)
    assert Person.objects.count() == len(dozen()) + 4


def test_a_worker_that_was_overtaken_while_reading_stops(
    place: TamLu, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = ""

    def overtaken(*told: Any) -> Any:
        monkeypatch.setattr(lease, "keep", keep)
        tasks.preview.call(str(Batch.objects.latest("pk").uid))
        return keep(*told)

    keep = lease.keep
    monkeypatch.setattr(lease, "keep", overtaken)
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    assert batch.state == "ready", uid
    assert closes(batch)
    assert batch.rows.count() == batch.counts["read"] == len(LATER) + 1


def test_what_a_dead_worker_left_is_queued_once(place: TamLu, settings: Any) -> None:
    batch = receive(place.mai, place.commune, "b.csv", sheet(LATER))
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}
    }
    actions.commit(actor=place.mai, batch=batch)
    tasks.apply.enqueue(str(batch.uid))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert tasks.resume() == 1
    assert tasks.resume() == 0, "it is queued already"
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1


@pytest.mark.kill
def test_killed_again_and_again_nothing_is_lost_or_doubled() -> None:
    root = Path(__file__).parents[2]
    quiet = {name: told for name, told in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "bench/import_drill.py", "--rows", "600", "--kills", "3"]
    done = subprocess.run(  # noqa: S603 - our own script
        command, cwd=root, env=quiet, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "không mất, không thừa" in done.stdout
