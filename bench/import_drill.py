"""kill -9 during import and undo: bench/import_drill.py [--rows 2000] [--kills 4] [--seed 1]

A worker process writes an import; it is killed at random moments and started again, until the import
is done. What is then on file must be what an undisturbed run leaves: nothing lost, nothing doubled.
The same for the undo. Then two workers write two lists of the same people at once: everybody once.
SQLite in a home of its own, or PostgreSQL when DATABASE_URL names an empty database (the undisturbed
run is always on SQLite; the last part then by itself: --do rivals).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import ground  # noqa: E402


def main() -> None:
    """The drill; exit code 1 and a sentence when something was lost or doubled."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--do", default="drill")  # rivals: only the last part
    parser.add_argument("--home", type=Path)
    told = parser.parse_args()
    if told.do == "rivals":
        with tempfile.TemporaryDirectory() as folder:
            rivals(Path(folder), told.rows, dict(os.environ))
    elif told.do == "drill":
        with tempfile.TemporaryDirectory() as folder:
            drill(Path(folder), told.rows, told.kills, random.Random(told.seed))  # noqa: S311
    else:
        ground.stand(told.home)
        print(PARTS[told.do](told.rows))


def drill(folder: Path, rows: int, kills: int, chance: random.Random) -> None:
    """One undisturbed run, one that is killed again and again; the two must agree."""
    quiet = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    part(folder / "quiet", "prepare", rows, quiet)
    part(folder / "quiet", "work", rows, quiet)
    wanted = part(folder / "quiet", "look", rows, quiet)
    home, environment = folder / "killed", dict(os.environ)
    part(home, "prepare", rows, environment)
    done = kill_until_done(home, rows, kills, chance, environment)
    same(part(home, "look", rows, environment), wanted, "ghi")
    part(home, "undo", rows, environment)
    done += kill_until_done(home, rows, kills, chance, environment)
    empty = hashlib.sha256(b"[]").hexdigest()
    same(part(home, "look", rows, environment).split()[0], empty, "hoàn tác")
    if "DATABASE_URL" not in environment:
        rivals(folder / "rivals", rows, environment)
    print(f"{done} lần kill -9 khi ghi và hoàn tác {rows} dòng: không mất, không thừa dòng nào.")


def rivals(home: Path, rows: int, environment: dict[str, str]) -> None:
    """Two lists of the same people, two workers on both: everybody is on file once."""
    part(home, "prepare_two", rows, environment)
    both = [started(home, do, rows, environment) for do in ("work", "work_backwards")]
    for worker in both:
        with worker:
            worker.communicate()
        if worker.returncode:
            sys.exit("một tiến trình ghi đã hỏng")
    same(part(home, "count", rows, environment), f"{rows} {rows} True", "ghi cùng lúc")


def kill_until_done(
    home: Path, rows: int, kills: int, chance: random.Random, environment: dict[str, str]
) -> int:
    """Start the worker, kill it at a random moment of its writing, often; then let it end."""
    done = 0
    while done < kills:
        with started(home, "work", rows, environment) as worker:
            assert worker.stdout is not None  # noqa: S101
            worker.stdout.readline()  # it begins to write now
            time.sleep(chance.uniform(0.02, 0.6))
            if worker.poll() is not None:  # it was done before
                return done
            worker.kill()
        done += 1
    part(home, "work", rows, environment)
    return done


def same(found: str, wanted: str, when: str) -> None:
    """Say what went wrong, and stop."""
    if found != wanted:
        sys.exit(f"Sau khi bị giết lúc {when}: {found}, đáng lẽ {wanted}")


def started(home: Path, do: str, rows: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    """This script in a process of its own."""
    command = [sys.executable, __file__, "--do", do, "--home", str(home), "--rows", str(rows)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def part(home: Path, do: str, rows: int, environment: dict[str, str]) -> str:
    """Run one part to its end; its last line."""
    with started(home, do, rows, environment) as process:
        out = process.communicate()[0]
    if process.returncode:
        sys.exit(f"{do}: {out}")
    return out.strip().rpartition("\n")[2]


# --- what the processes do ------------------------------------------------------------------------


def prepare(rows: int, lists: int = 1) -> str:
    """A tree, a list of so many people, its preview; then it is told to be written."""
    import io  # noqa: PLC0415

    from dangvien.accounts.models import User  # noqa: PLC0415
    from dangvien.exchange import actions, previewing  # noqa: PLC0415
    from dangvien.orgs.models import Grant, Organisation  # noqa: PLC0415

    top = Organisation.objects.create(name="Đảng bộ xã", path="/1/", pk=1, sort_key="")
    cells = [
        Organisation(pk=n, name=f"Chi bộ thôn {n}", code=f"01.{n}", parent=top, path=f"/1/{n}/",
                     sort_key="") for n in range(2, 32)
    ]  # fmt: skip
    Organisation.objects.bulk_create(cells)
    user = User.objects.create(username="mai", full_name="Hà Thị Mai")
    Grant.objects.create(user=user, role="commune_officer", org=top, since=ground.AS_OF)
    lines = ["Họ và tên,Ngày sinh,Số CCCD,Số thẻ đảng viên,Số điện thoại,Chi bộ"]
    for n in range(rows):
        year = 1950 + n % 50
        lines.append(f"Lò Văn {_word(n)},{1 + n % 28:02}/0{1 + n % 9}/{year},0990{year % 100:02}{n:06},"
                     f"38{n:06},0990{n:06},Chi bộ thôn {2 + n % 30}")  # fmt: skip
    batches = []
    for extra in range(lists):
        content = "\n".join(lines + [""] * extra)
        batch = actions.receive(
            actor=user, org=top, name="ds.csv", content=io.BytesIO(content.encode()), source="",
            as_of=ground.AS_OF,
        )  # fmt: skip
        previewing.preview(str(batch.uid))
        batches.append(batch)
    for batch in batches:
        actions.commit(actor=user, batch=batch)
    return str(len(batches))


def prepare_two(rows: int) -> str:
    """Two previews that both find everybody new."""
    return prepare(rows, 2)


def _word(number: int) -> str:
    return "".join(
        "aeiou"[int(digit) // 2] + "bcdghklmnt"[int(digit)] for digit in str(number)
    ).title()


def work_backwards(rows: int) -> str:
    """A second worker, the last batch first."""
    return work(rows, "-pk")


def count(_rows: int) -> str:
    """People, different citizen ids, and whether all sums close."""
    from dangvien.exchange.models import FATES, Batch  # noqa: PLC0415
    from dangvien.members.models import Identifier, Person  # noqa: PLC0415

    numbers = Identifier.objects.filter(kind="citizen_id").values("blind").distinct().count()
    closed = all(
        batch.state == "committed" and sum(batch.counts[f] for f in FATES) == batch.counts["read"]
        for batch in Batch.objects.all()
    )
    return f"{Person.objects.count()} {numbers} {closed}"


def work(_rows: int, order: str = "pk") -> str:
    """What a starting worker does: go on with whatever was left committing."""
    from dangvien.exchange import applying, states  # noqa: PLC0415
    from dangvien.exchange.models import Batch  # noqa: PLC0415

    states.CHUNK = 100  # more boundaries to die at
    print("bắt đầu", flush=True)
    for batch in Batch.objects.filter(state=states.COMMITTING).order_by(order):
        applying.apply(str(batch.uid))
    return "xong"


def undo(_rows: int) -> str:
    """The inverse of the import, previewed and told to be written."""
    from dangvien.accounts.models import User  # noqa: PLC0415
    from dangvien.exchange import actions, previewing  # noqa: PLC0415
    from dangvien.exchange.models import Batch  # noqa: PLC0415

    user = User.objects.get()
    inverse = actions.undo(actor=user, batch=Batch.objects.get())
    previewing.preview(str(inverse.uid))
    actions.commit(actor=user, batch=inverse)
    return "xong"


def look(_rows: int) -> str:
    """What is on file in one line; the batches say the same as the rows, and the database is sound."""
    from django.db import connection  # noqa: PLC0415

    from dangvien.exchange.models import Batch  # noqa: PLC0415
    from dangvien.members.models import Person  # noqa: PLC0415
    from dangvien.members.queries import frame  # noqa: PLC0415

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            [[sound]] = cursor.execute("PRAGMA integrity_check").fetchall()
        if sound != "ok":
            sys.exit(sound)
    people = frame(Person.objects.alive()).drop("row_id", "unit_id", "version")
    told: list[Any] = sorted(map(str, people.rows()))
    counts = [
        (batch.state, batch.counts["applied"], batch.rows.filter(applied=True).count())
        for batch in Batch.objects.order_by("pk")
    ]
    return f"{hashlib.sha256(str(told).encode()).hexdigest()} {counts}"


PARTS = {
    "prepare": prepare, "prepare_two": prepare_two, "work": work, "work_backwards": work_backwards,
    "undo": undo, "look": look, "count": count,
}  # fmt: skip

if __name__ == "__main__":
    main()
