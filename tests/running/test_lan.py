"""Off loopback only with a certificate, and then everything insists on it."""

from __future__ import annotations

import ssl
from pathlib import Path

from running.certificates import certified
from running.house import House


def test_the_local_network_is_served_by_name_and_encrypted(house: House, scratch: Path) -> None:
    cert, key = certified(scratch / "tls", ["localhost", "so.xa.vn"])
    trust = ssl.create_default_context(cafile=str(cert))
    with house.served("--lan", "--cert", str(cert), "--key", str(key), scheme="https") as served:
        visitor = served.visitor(trust)
        assert visitor.get("/suc-khoe") == "ok"
        assert "max-age=31536000" in visitor.headers["strict-transport-security"]
        visitor.get("/dang-nhap/")
        assert visitor.status == 200
        assert {cookie.name for cookie in visitor.cookies} <= {"__Host-csrf", "__Host-session"}
        assert all(cookie.secure for cookie in visitor.cookies)
        visitor.post(login="ai", password="do vay")
        assert visitor.status != 403, "a form sent over https is taken"
        told = served.said
    assert f"https://localhost:{served.port}/thiet-lap/" in told


def test_django_finds_nothing_to_warn_of(house: House) -> None:
    house.environment = {"DANGVIEN_HTTPS": "1", "DANGVIEN_HOSTS": "so.xa.vn"}
    house.script("from dangvien.config import opening; opening.prepare()")
    done = house.run("manage", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr
