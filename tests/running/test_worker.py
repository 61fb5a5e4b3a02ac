"""The worker dies, and its work goes on; the daily work is done."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dangvien.accounts.models import Ticket, User
from dangvien.accounts.tickets import issue
from dangvien.config import daily, worker
from dangvien.orgs.models import Placement
from register import FOUNDED, Register
from running.house import House, python

BIG = """
import io
from datetime import date
from dangvien.config import opening
opening.prepare()
import register
from dangvien.exchange.actions import receive
cast = register.build()
letters = "aeiou"
lines = ["Họ và tên,Ngày sinh,Số thẻ đảng viên,Chi bộ"]
for n in range(1500):
    name = " ".join(("Lò Văn", *("bcdghklm"[int(d) % 8].upper() + letters[int(d) // 2] for d in str(n))))
    lines.append(f"{name},{1 + n % 28:02}/0{1 + n % 9}/{1950 + n % 50},38{n:06},Chi bộ bản Nà Lốc")
receive(actor=cast.mai, org=cast.commune, units=[cast.na_loc], name="ds.csv", source="Sổ",
        content=io.BytesIO("\\n".join(lines).encode()), as_of=date(2025, 12, 1))
"""
# Waits for the batch's next state, and gives it the push that a person would.
GO_ON = """
import time
from dangvien.exchange.actions import commit
from dangvien.exchange.models import Batch
from dangvien.members.models import Person
for _ in range(600):
    batch = Batch.objects.select_related("org", "uploaded_by").get()
    if batch.state == {state!r}: break
    time.sleep(.1)
assert batch.state == {state!r}, (batch.state, batch.refusal)
if {state!r} == "ready": commit(actor=batch.uploaded_by, batch=batch)
print(batch.counts["new"], batch.counts["applied"] if {state!r} == "committed" else "",
      Person.objects.count() if {state!r} == "committed" else "")
"""


@pytest.mark.kill
def test_a_killed_worker_is_started_again_and_finishes(house: House) -> None:
    house.script(BIG)
    with house.served() as served:
        first = served.worker()
        os.kill(first, signal.SIGKILL)
        new = house.script(GO_ON.format(state="ready")).split()[0]
        second = served.worker()
        assert second != first
        os.kill(second, signal.SIGKILL)
        told = house.script(GO_ON.format(state="committed")).split()
        assert told == [new, new, new]
        assert int(new) > 1000
        served.worker()
    left = "from django_tasks_db.models import *; print(DBTaskResult.objects.running().count())"
    assert house.script(left).strip() == "0"


@pytest.mark.kill
def test_nothing_outlives_a_killed_server(house: House) -> None:
    with house.served() as served:
        served.worker()
        children = list(served.children().values())
        served.killed = True
        served.process.kill()
        served.process.wait()
        script = (
            "import os, sys, time\n"
            "def lives(pid):\n"
            "    try: return open(f'/proc/{pid}/stat').read().split(') ')[1][0] != 'Z'\n"
            "    except OSError: return False\n"
            "for _ in range(300):\n"
            "    if not any(lives(int(p)) for p in sys.argv[1:]): break\n"
            "    time.sleep(.1)\n"
            "else: sys.exit(1)\n"
        )
        assert python("-c", script, *map(str, children)).returncode == 0
        with house.served() as again:
            assert again.visitor().get("/suc-khoe") == "ok"


@pytest.mark.django_db
def test_what_a_dead_worker_left_running_is_called_failed_and_others_are_let_be() -> None:
    def job(worker_id: str) -> DBTaskResult:
        return DBTaskResult.objects.create(
            status=TaskResultStatus.RUNNING, task_path="dangvien.exchange.tasks.apply",
            args_kwargs={"args": ["x"], "kwargs": {}}, worker_ids=[worker_id],
            backend_name="default", run_after=timezone.now(),
        )  # fmt: skip

    ours, theirs = job(f"{worker._house()}-1-ab"), job("another-machine")
    assert worker.bury_the_dead() == 1
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.status, theirs.status) == (TaskResultStatus.FAILED, TaskResultStatus.RUNNING)
    assert "Killed" in ours.exception_class_path


def test_the_tick_applies_what_is_due_and_takes_away_what_is_over(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "close_old_connections", lambda: None)
    old = Placement.objects.get(org=register.clinic)
    old.until = FOUNDED + timedelta(days=10)
    old.save()
    Placement.objects.create(
        org=register.clinic, parent=register.commune, name="Chi bộ Trạm Y tế xã",
        form="chi_bo_co_so", kind="Xã", code=old.code, since=old.until,
    )  # fmt: skip
    issue(Ticket.INVITE, user=User.objects.get(username="hung"), by=register.mai)
    Ticket.objects.update(expires_at=timezone.now() - 2 * daily.KEPT)
    assert daily.tick() == []
    register.clinic.refresh_from_db()
    assert register.clinic.path.startswith(register.commune.path)
    assert register.clinic.name == "Chi bộ Trạm Y tế xã"
    assert not Ticket.objects.exists()


def test_a_part_of_the_tick_that_fails_holds_up_nothing(
    register: Register, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("Lò Văn Hùng")

    monkeypatch.setattr(daily, "close_old_connections", lambda: None)
    monkeypatch.setattr(daily, "apply_due", fail)
    assert daily.tick() == ["apply_due"]
    assert [record.message for record in caplog.records] == ["tick: apply_due"]
