"""Users online: the real server on loopback, and people who keep opening pages."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
WORKERS = 2


@dataclass(frozen=True)
class Site:
    """A server, the cookie of somebody signed in, and the addresses they open."""

    port: int
    cookie: str
    addresses: tuple[str, ...]


@contextmanager
def served() -> Iterator[int]:
    """The server as `dangvien serve` runs it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "2",
        "--no-ws", "--log-level", "warning", "dangvien.config.wsgi:application",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, env=environment) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/suc-khoe", headers={"Host": "localhost"})
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def asked(site: Site, seconds: float, people: int, pause: float = 0.0) -> dict[str, Any]:
    """What `people` saw who kept opening pages, each waiting `pause` between two; from one process."""
    queue: multiprocessing.Queue[Any] = multiprocessing.Queue()
    one = multiprocessing.get_context("fork").Process(
        target=_crowd, args=(site, seconds, people, pause, queue)
    )
    one.start()
    spent, wrong, took = queue.get()
    one.join()
    return {
        "people": people, "requests": len(spent), "per_second": round(len(spent) / took, 1),
        "median_ms": round(median(spent), 1), "p95_ms": round(quantiles(spent, n=20)[18], 1),
        "errors": wrong,
    }  # fmt: skip


def _crowd(site: Site, seconds: float, people: int, pause: float, queue: Any) -> None:
    spent: list[float] = []
    wrong: list[int] = []
    began = time.perf_counter()
    threads = [
        Thread(target=_person, args=(site, began + seconds, pause, n, spent, wrong))
        for n in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put((spent, len(wrong), time.perf_counter() - began))


def _person(
    site: Site, end: float, pause: float, seed: int, spent: list[float], wrong: list[int]
) -> None:
    dice = random.Random(seed)  # noqa: S311
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    while time.perf_counter() < end:
        began = time.perf_counter()
        headers = {"Host": "localhost", "Cookie": site.cookie}
        line.request("GET", dice.choice(site.addresses), headers=headers)
        answer = line.getresponse()
        answer.read()
        spent.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            wrong.append(answer.status)
        if pause:
            time.sleep(dice.uniform(0, 2 * pause))


@contextmanager
def beside(site: Site, people: int, pause: float) -> Iterator[dict[str, Any]]:
    """People who open pages now and then while something else goes on; their answers afterwards."""
    told: dict[str, Any] = {}
    command = [sys.executable, __file__, str(people), str(pause)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crowd:
        assert crowd.stdin  # noqa: S101
        crowd.stdin.write(json.dumps([site.port, site.cookie, site.addresses]) + "\n")
        crowd.stdin.flush()
        yield told
        told |= json.loads(crowd.communicate("\n")[0])


def main() -> None:
    """A crowd of its own process: begins with a line on its input, ends with the next."""
    port, cookie, addresses = json.loads(sys.stdin.readline())
    site = Site(port, cookie, tuple(addresses))
    people, pause = sys.argv[1:]
    spent: list[float] = []
    wrong: list[int] = []
    began = time.perf_counter()
    over = [float("inf")]

    def watch() -> None:
        sys.stdin.readline()
        over[0] = 0.0

    def person(seed: int) -> None:
        while time.perf_counter() < over[0]:
            _person(site, time.perf_counter() + 1, float(pause), seed, spent, wrong)

    threads = [Thread(target=person, args=(n,)) for n in range(int(people))]
    for thread in (Thread(target=watch, daemon=True), *threads):
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    print(json.dumps({
        "online_people": int(people), "online_per_second": round(len(spent) / took, 1),
        "online_median_ms": round(median(spent), 1),
        "online_p95_ms": round(quantiles(spent, n=20)[18], 1), "online_errors": len(wrong),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
