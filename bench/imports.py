"""Import measured: bench/imports.py [--members 20000] [--profile]; PostgreSQL by DATABASE_URL.

Preview, commit, the same file again, undo: seconds, seconds per 1,000 rows, the longest write lock,
peak memory. The lists are `dangvien synth`'s.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import ground  # noqa: E402
import lists  # noqa: E402


def main() -> None:
    """One line for each step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=20_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--home", type=Path)
    told = parser.parse_args()
    folder = lists.members(told.members, "csv")
    with tempfile.TemporaryDirectory() as home:
        ground.stand(told.home or Path(home))
        top, user = ground.tree(folder / "organisations.csv")
        measure(folder / "members.csv", top, user, told.profile)


def measure(path: Path, top: Any, user: Any, profile: bool) -> None:
    """Receive, preview, commit, the same again, undo."""
    from dangvien.exchange import actions, applying, previewing  # noqa: PLC0415

    longest = _watched(applying)

    def receive() -> Any:
        with path.open("rb") as content:
            return actions.receive(actor=user, org=top, name=path.name, content=content,
                                   source="synth", as_of=ground.AS_OF)  # fmt: skip

    def say(what: str, step: Callable[[], Any]) -> None:
        profiler = cProfile.Profile(time.process_time)
        longest[0] = 0.0
        began, busy = time.perf_counter(), time.process_time()
        if profile:
            profiler.enable()
        step()
        profiler.disable()
        took, busy = time.perf_counter() - began, time.process_time() - busy
        batch.refresh_from_db()
        read = batch.counts.get("read") or 1
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{what:22} {took:7.1f} s {took / read * 1000:7.3f} s/1.000 dòng "
              f"(máy tính {busy / read * 1000:.3f})  khóa lâu nhất "
              f"{longest[0]:.2f} s  {peak:.2f} GB  {batch.counts}", flush=True)  # fmt: skip
        if profile:
            pstats.Stats(profiler).sort_stats("cumtime").print_stats(75)

    def commit() -> None:
        actions.commit(actor=user, batch=batch)
        applying.apply(str(batch.uid))

    batch = receive()
    say("xem trước", lambda: previewing.preview(str(batch.uid)))
    say("ghi", commit)
    first, batch = batch, receive()
    say("xem trước, lần hai", lambda: previewing.preview(str(batch.uid)))
    say("ghi, lần hai", commit)
    batch = actions.undo(actor=user, batch=first)
    say("xem trước hoàn tác", lambda: previewing.preview(str(batch.uid)))
    say("hoàn tác", commit)


def _watched(applying: Any) -> list[float]:
    longest, step = [0.0], applying.step

    def timed(*told: Any) -> Any:
        began = time.perf_counter()
        done = step(*told)
        longest[0] = max(longest[0], time.perf_counter() - began)
        return done

    applying.step = timed
    return longest


if __name__ == "__main__":
    main()
