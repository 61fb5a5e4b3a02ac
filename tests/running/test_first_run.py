"""The first run is safe: nobody's account, a private key, loopback only, one link that works once."""

from __future__ import annotations

import re
import socket
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from running.house import House, Served

PASSWORD = "suối tre đồi mây"  # noqa: S105


@pytest.fixture(scope="module")
def house_and_server(building: Callable[[], House]) -> Iterator[tuple[House, Served]]:
    """One fresh house, served."""
    house = building()
    with house.served() as served:
        yield house, served


@pytest.fixture
def fresh(house_and_server: tuple[House, Served], house: House) -> tuple[House, Served]:
    """The same; `house` among the fixtures has it run on both databases."""
    return house_and_server


def _link(served: Served) -> str:
    [path] = re.findall(r"/thiet-lap/[\w-]+/", served.said)
    return str(path)


def test_everything_it_made_is_its_owners_alone(fresh: tuple[House, Served]) -> None:
    house, _ = fresh
    assert stat.S_IMODE(house.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((house.home / "key").stat().st_mode) == 0o600
    for path in house.home.rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_there_is_no_account(fresh: tuple[House, Served]) -> None:
    house, _ = fresh
    told = house.script("from dangvien.accounts.models import *; print(User.objects.count())")
    assert told.strip() == "0"


def test_it_listens_on_loopback_and_nowhere_else(fresh: tuple[House, Served]) -> None:
    _, served = fresh
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text("ascii").splitlines()[1:]:
            address, port = line.split()[1].split(":")
            if line.split()[3] == "0A" and int(port, 16) == served.port:
                listening.add(address)
    assert listening == {"0100007F"}
    for other in _other_addresses():
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((other, served.port)) != 0


def test_two_first_runs_at_once_make_one_register(house: House) -> None:
    both = [house.begin(), house.begin()]
    ended: list[Served] = []
    while not ended:
        ended = [one for one in both if one.process.poll() is not None]
        time.sleep(0.05)
    [refused] = ended
    [serving] = [one for one in both if one is not refused]
    try:
        assert refused.process.returncode == 2, refused.said
        assert "đang mở rồi" in refused.said
        serving.wait()
        assert serving.visitor().get("/suc-khoe") == "ok"
    finally:
        assert serving.end() == 0


def _other_addresses() -> list[str]:
    """Where else this machine could be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: the system only chooses an address
        except OSError:
            return []
        return [probe.getsockname()[0]]


def test_it_says_ok_and_nothing_more(fresh: tuple[House, Served]) -> None:
    visitor = fresh[1].visitor()
    assert visitor.get("/suc-khoe") == "ok"
    assert not list(visitor.cookies)
    visitor.get("/khong-co-trang-nay/")
    assert visitor.status in (302, 404, 200)
    assert "DEBUG" not in visitor.page
    assert "urlpatterns" not in visitor.page


def test_another_name_for_the_host_is_refused(fresh: tuple[House, Served]) -> None:
    with socket.create_connection(("127.0.0.1", fresh[1].port), 10) as wire:
        wire.sendall(b"GET /suc-khoe HTTP/1.1\r\nHost: ke-gian.vn\r\nConnection: close\r\n\r\n")
        assert wire.recv(20).startswith(b"HTTP/1.1 400")


def test_a_second_start_is_refused_in_words(fresh: tuple[House, Served]) -> None:
    again = fresh[0].run("serve", "--port", "1")
    assert again.returncode == 2
    assert "đang mở rồi" in again.stderr


def test_the_worker_says_that_it_lives(fresh: tuple[House, Served]) -> None:
    house, served = fresh
    served.worker()
    told = house.script(
        "import time\nfrom dangvien.config import pulse\n"
        "for _ in range(300):\n"
        "    if pulse.worker_alive(): break\n"
        "    time.sleep(.2)\n"
        "print(pulse.worker_alive())"
    )
    assert told.strip() == "True"


def test_the_link_opens_the_register_once(fresh: tuple[House, Served]) -> None:
    house, served = fresh
    link, first, second = _link(served), served.visitor(), served.visitor()
    assert "name" in first.get(link)
    second.get(link)
    told = {"username": "quantri", "full_name": "Đỗ Minh Trí", "password": PASSWORD,
            "again": PASSWORD, "name": "Đảng bộ tỉnh Thanh Hóa", "code": "38.000.000.000.000",
            "form": "tinh"}  # fmt: skip
    first.post(**told)
    assert "/bao-mat/" in first.address, first.page
    second.post(**told | {"username": "kegian"})
    assert second.status == 404
    assert served.visitor().get(link)
    users = "from dangvien.accounts.models import *; print(*User.objects.values_list('username'))"
    assert "kegian" not in house.script(users)
