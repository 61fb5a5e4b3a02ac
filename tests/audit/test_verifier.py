"""The verifier stands alone, reads exports too, and trusts no checkpoint that is not signed."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import verify_audit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.loaded import Loaded

SCRIPT = Path(verify_audit.__file__)


def test_it_needs_nothing_of_ours(loaded: Loaded) -> None:
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    names = [node.names[0].name for node in ast.walk(tree) if isinstance(node, ast.Import)]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    outside = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    assert outside == {"cryptography"}
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(SCRIPT), str(loaded.log), *map(str, loaded.checkpoints)],
        capture_output=True, text=True, check=True, cwd=loaded.home, env={"PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "Nhật ký nguyên vẹn." in told.stdout
    assert "242 bút toán, 16 chuỗi, 4 điểm chốt" in told.stdout


def test_it_says_the_first_wrong_place_and_fails(
    loaded: Loaded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    lines = loaded.log.read_text("utf-8").splitlines()
    entry = json.loads(lines[20])
    lines[20] = lines[20].replace(entry["actor"], "Người Khác")
    log.write_text("\n".join(lines), "utf-8")
    assert verify_audit.main([str(log), str(loaded.checkpoints[0])]) == 1
    told = capsys.readouterr().out
    assert f"SAI: chuỗi {entry['chain']}, bút toán {entry['seq']}: nội dung không khớp" in told
    assert "nguyên vẹn" not in told


def test_without_checkpoints_from_outside_it_says_what_it_cannot_know(
    loaded: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_audit.main([str(loaded.log)]) == 0
    assert "không có điểm chốt nào giữ ngoài sổ" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"abc", b"\0" * 99, b"SQLite format 3\0rubbish", b'{"heads":7}\n', b"[1]\n"]
)
def test_what_is_no_log_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert verify_audit.main([str(path)]) == 2


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    assert verify_audit.main([str(tmp_path / "none")]) == 2


def swap(lines: list[str], at: int) -> None:
    """Two lines change places."""
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


WAYS: dict[str, Callable[[list[str], int], Any]] = {
    "deleted": lambda lines, at: lines.pop(at),
    "doubled": lambda lines, at: lines.insert(at, lines[at]),
    "swapped": swap,
    "emptied": lambda lines, at: lines.__setitem__(at, ""),
    "garbled": lambda lines, at: lines.__setitem__(at, lines[at][:-9]),
    "renamed": lambda lines, at: lines.__setitem__(
        at, lines[at].replace('"action"', '"actiom"', 1)
    ),
    "enriched": lambda lines, at: lines.__setitem__(at, lines[at].replace('"at":', '"as":1,"at":')),
    "cut": lambda lines, at: lines.__delitem__(slice(at, None)),
}


@pytest.mark.parametrize("way", WAYS)
def test_an_export_is_as_hard_to_change(way: str, loaded: Loaded, tmp_path: Path) -> None:
    whole = loaded.log.read_text("utf-8").splitlines()
    chance, log = random.Random(way), tmp_path / "log.jsonl"  # noqa: S311
    for _ in range(25):
        lines = list(whole)
        WAYS[way](lines, chance.randrange(3, len(whole) - 1))
        log.write_text("\n".join(lines) + "\n", "utf-8")
        assert verify_audit.check(log, [])[0]


def test_lines_of_different_chains_may_come_in_any_order(loaded: Loaded, tmp_path: Path) -> None:
    lines = loaded.log.read_text("utf-8").splitlines()
    head, entries = lines[:3], [json.loads(line) for line in lines[3:]]
    entries.sort(key=lambda entry: entry["at"])
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join([*head, *(verify_audit._dumps(entry) for entry in entries)]), "utf-8")
    assert verify_audit.check(log, loaded.checkpoints)[0] == []


def handed(folder: Path, content: dict[str, Any]) -> Path:
    """A checkpoint file."""
    path = folder / "handed.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize("field", ["at", "root", "signature", "public_key", "heads"])
def test_a_forged_checkpoint_is_named(field: str, loaded: Loaded, tmp_path: Path) -> None:
    said = json.loads(loaded.checkpoints[1].read_text("utf-8"))
    other = json.loads(loaded.checkpoints[0].read_text("utf-8"))
    forged = said | {field: other[field] if field != "public_key" else "ab" * 32}
    [wrong] = verify_audit.check(loaded.log, [handed(tmp_path, forged)])[0]
    assert "handed.json" in wrong.said


def test_a_checkpoint_of_another_register_is_named(loaded: Loaded, tmp_path: Path) -> None:
    said = json.loads(loaded.checkpoints[1].read_text("utf-8"))
    signer = Ed25519PrivateKey.generate()
    signature = signer.sign(f"dangvien checkpoint 1\n{said['at']}\n{said['root']}\n".encode())
    mine = {
        "signature": signature.hex(),
        "public_key": signer.public_key().public_bytes_raw().hex(),
    }
    wrong = verify_audit.check(loaded.log, [handed(tmp_path, said | mine)])[0]
    assert ["khóa ký" in one.said for one in wrong] == [True]


def test_a_split_view_is_found(loaded: Loaded, tmp_path: Path) -> None:
    """The register shows one log to the province and another to us: two signed heads of one length."""
    said = json.loads(loaded.checkpoints[1].read_text("utf-8"))
    key = (loaded.home / "key").read_text("ascii")
    forked = said["heads"] | {"0": [said["heads"]["0"][0], "ab" * 32]}
    heads = verify_audit.read_heads(forked)
    leaves = [verify_audit._dumps([n, *heads[n]]).encode() for n in sorted(heads)]
    root = verify_audit.merkle_root(leaves).hex()
    from dangvien.seal import Key, Ring  # noqa: PLC0415  (the forger here is the register itself)

    signer = Ring(Key.from_print(key)).signer()
    signature = signer.sign(f"dangvien checkpoint 1\n{said['at']}\n{root}\n".encode()).hex()
    fork = said | {"heads": forked, "root": root, "signature": signature}
    wrong = verify_audit.check(loaded.log, [*loaded.checkpoints, handed(tmp_path, fork)])[0]
    assert any("nói khác nhau" in one.said and one.chain == 0 for one in wrong)
