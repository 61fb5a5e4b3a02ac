"""What CI asks of a demonstration: it answers, it is alive, and an officer can sign in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from dangvien.cli.demo.codes import current
from dangvien.cli.demo.people import Somebody
from dangvien.files.problem import InputProblem

_PATIENCE = 90


class Visitor:
    """A browser without script, and without a proxy, on loopback."""

    def __init__(self, port: int) -> None:
        self._open = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar())).open
        self._base = f"http://localhost:{port}"
        self.address = self.page = ""

    def get(self, path: str) -> str:
        """Open a page."""
        return self._read(f"{self._base}{path}", None)

    def post(self, **fields: str) -> str:
        """Send the form of the page one is on; where it led."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        fields["csrfmiddlewaretoken"] = found[1] if found else ""
        return self._read(self.address, urlencode(fields).encode())

    def _read(self, address: str, body: bytes | None) -> str:
        with self._open(address, body, timeout=30) as answer:
            self.address, self.page = answer.url, answer.read().decode()
        return self.page


# What each role opens first; every one of these must answer.
PAGES = {
    "commune_officer": ("/", "/viec/", "/chien-dich/", "/tien-do/", "/duyet/", "/ngoai-le/", "/trung/",
                        "/nhap-lai/", "/quy-tac/", "/hoi-dap/", "/bao-cao/", "/bao-cao/moi/",
                        "/thong-bao/", "/dang-vien/", "/to-chuc/", "/nhap/"),
    "cell_secretary": ("/", "/viec/", "/phieu/", "/hoi-dap/", "/hoi-dap/hoi/", "/thong-bao/"),
    "leader": ("/", "/tien-do/", "/bao-cao/", "/thong-bao/"),
    "province_officer": ("/", "/hoi-dap/", "/thong-bao/"),
}  # fmt: skip


def try_out(home: Path, port: int, people: Iterable[Somebody]) -> str:
    """Serve the home for as long as it takes to look; one sentence when all was well."""
    command = [
        sys.executable,
        "-m",
        "dangvien.cli",
        "serve",
        "--home",
        str(home),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, env=os.environ)  # noqa: S603
    try:
        _wait(Visitor(port), server)
        seen = sum(_look(Visitor(port), one) for one in people if one.role in PAGES)
    finally:
        server.terminate()
        server.wait(_PATIENCE)
    if server.returncode:
        raise InputProblem(f"máy chủ dừng với mã {server.returncode}.")
    return f"Đã thử: máy chủ trả lời, đăng nhập được, {seen} trang mở được, đóng sổ sạch."


def _look(visitor: Visitor, one: Somebody) -> int:
    """Sign in as somebody and open the pages of the role; how many."""
    sign_in(visitor, one.username, one.password)
    for address in PAGES[one.role]:
        try:
            page = visitor.get(address)
        except HTTPError as error:
            raise InputProblem(
                f"trang {address} trả lời {error.code} cho {one.username}."
            ) from None
        if "<h1" not in page:
            raise InputProblem(f"trang {address} không có tiêu đề ({one.username}).")
    return len(PAGES[one.role])


def sign_in(visitor: Visitor, username: str, password: str) -> None:
    """Log in with both factors."""
    if 'name="login"' not in visitor.get("/dang-nhap/"):
        raise InputProblem("trang đăng nhập không có ô tên đăng nhập.")
    visitor.post(login=username, password=password)
    visitor.post(code=current(username)[0])
    visitor.get("/")
    if "/dang-nhap/" in visitor.address or "/dang-xuat/" not in visitor.page:
        raise InputProblem("chưa đăng nhập được.")


def _wait(visitor: Visitor, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if visitor.get("/suc-khoe") == "ok":
                return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise InputProblem("máy chủ không trả lời.")
