"""The house keeps its own rules: nobody real inside, a reason beside each dependency, true docs."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest
import scan_numbers
from typer.main import get_command

from dangvien.cli import app
from dangvien.core import schema
from dangvien.core.rules.rule import DIMENSIONS

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(p for p in (ROOT / "src").rglob("*.py") if p.parent.name != "migrations")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}


def name_of(requirement: str) -> str:
    """Name of a package as the lock words it."""
    return re.split(r"[^a-z0-9-]", requirement.lower().replace("_", "-"))[0]


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Package → (its versions as the lock words them, how many hashes it lists)."""
    entries = re.findall(
        r"^([a-z0-9-]+)==(\S+).*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
        (ROOT / name).read_text("utf-8"),
        flags=re.MULTILINE,
    )
    return {package: (version, hashes.count("sha256")) for package, version, hashes in entries}


# --- the personal-data scan -----------------------------------------------------------------------

SOMEBODY = "038093" + "012345"


@pytest.mark.parametrize(
    "text",
    [
        SOMEBODY,
        f"Số căn cước: {SOMEBODY}.",
        f'{{"citizen_id": "{SOMEBODY}"}}',
        f"a,{SOMEBODY},b",
        "CMND " + "1712" + "34567",
        "0" * 12,
    ],
)
def test_a_number_that_may_be_a_person_is_refused_without_repeating_it(text: str) -> None:
    [(line, complaint)] = scan_numbers.findings(f"first line\n{text}")
    assert line == 2
    assert SOMEBODY not in complaint


@pytest.mark.parametrize(
    "text",
    [
        "099093012345",
        "0912 345 678, 1234-5678",
        "sha256:" + "deadbeef" + "1" * 12 + "cafe",
        "<path d='M0 1." + "1" * 9 + "L.2'/>",
        "5_600_000_000",
    ],
)
def test_what_no_person_can_have_passes(text: str) -> None:
    assert list(scan_numbers.findings(text)) == []


@pytest.mark.parametrize(
    "text",
    ["--extra-index" + "-url https://x", "find" + "-links=y", "open('/ho" + "me/lan/list.csv')"],
)
def test_machine_paths_and_index_hosts_are_refused(text: str) -> None:
    assert len(list(scan_numbers.findings(text, numbers=False))) == 1


def test_a_sealed_file_is_refused_and_a_lock_file_is_spared_its_digits(tmp_path: Path) -> None:
    workbook, lock = tmp_path / "list.xlsx", tmp_path / "requirements.lock"
    workbook.write_bytes(b"PK")
    lock.write_text(SOMEBODY)
    assert scan_numbers.main([str(workbook)]) == 1
    assert scan_numbers.main([str(lock)]) == 0


def test_a_list_is_read_in_the_encoding_that_excel_saves_it_in(tmp_path: Path) -> None:
    saved = tmp_path / "list.csv"
    saved.write_text(f"Số căn cước\n{SOMEBODY}\n", encoding="utf-16")
    assert [line for line in scan_numbers.scan(saved) if ":2:" in line]


def test_nothing_in_the_project_may_be_a_person() -> None:
    assert scan_numbers.main([]) == 0


# --- dependencies ---------------------------------------------------------------------------------


def test_every_dependency_has_a_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    groups = [PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"].values()]
    for requirement in (requirement for group in groups for requirement in group):
        [line] = [line for line in lines if f'"{requirement}",' in line]
        assert re.search(r'",\s+# \w.{8,}', line), line


def test_the_product_imports_what_it_declares_and_declares_what_it_imports() -> None:
    modules: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"dangvien"}
    # Django reaches some packages by a dotted name in the settings, or by what they plug into it.
    settings = (ROOT / "src/dangvien/config/settings.py").read_text("utf-8")
    foreign |= set(re.findall(r'"([a-z_]+)[\w.]*"', settings)) & set(packages_distributions())
    foreign |= {"psycopg", "argon2"}
    foreign -= {"dangvien", "style"}
    owners = packages_distributions()
    imported = {name_of(owners[module][0]) for module in foreign}
    assert imported == {name_of(r) for r in PROJECT["project"]["dependencies"]}


def test_the_locks_hold_every_dependency_with_the_hashes_of_all_its_files() -> None:
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name_of(r) for r in PROJECT["project"]["dependencies"]} <= set(runtime)
    assert {name_of(r) for r in PROJECT["dependency-groups"]["dev"]} <= set(dev)
    assert {name_of(r) for r in PROJECT["build-system"]["requires"]} <= set(dev)
    assert runtime.items() <= dev.items()
    for platforms in ("polars-runtime-32", "duckdb", "rapidfuzz"):
        assert runtime[platforms][1] > 3


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?:|file:|(^|\s)/", text)
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, flags=re.MULTILINE)


def test_nothing_that_is_installed_with_the_product_is_gpl() -> None:
    for package in locked("requirements.lock"):
        try:
            about = metadata(package)
        except PackageNotFoundError:  # locked for another platform
            continue
        said = [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
        said += [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
        assert not re.search(r"\bA?GPL|GNU (Affero )?General", " ".join(said)), package


# --- code -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_a_source_file_is_short_named_for_what_it_does_and_finished(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    assert not DRAWERS & {part.removesuffix(".py") for part in path.parts}
    assert not re.search("TO" + "DO|FIX" + "ME|raise Not" + "ImplementedError", text)


def test_decisions_that_the_code_names_exist() -> None:
    pages = {page.name[:4] for page in (ROOT / "docs/adr").glob("*.md")}
    named = {n for path in SOURCES for n in re.findall(r"ADR (\d{4})", path.read_text("utf-8"))}
    assert named <= pages


# --- docs -----------------------------------------------------------------------------------------


def test_the_two_commands_of_the_readme_exist_and_ci_runs_them() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    ci = (ROOT / ".ci/run").read_text("utf-8")
    for readme in ("README.md", "README.vi.md"):
        commands = re.findall(r"^make (\w+)", (ROOT / readme).read_text("utf-8"), re.MULTILINE)
        assert commands == ["demo", "test"]
        assert set(commands) <= set(targets)
        assert all(f"\nmake {command}\n" in ci for command in commands)


def test_every_option_in_the_readmes_exists() -> None:
    commands = [*get_command(app).commands.values()]  # type: ignore[attr-defined]
    commands += [below for one in commands for below in getattr(one, "commands", {}).values()]
    known = {name for command in commands for p in command.params for name in p.opts}
    for readme in ("README.md", "README.vi.md"):
        shown = re.findall(r"(?<=[` ])--[a-z-]+", (ROOT / readme).read_text("utf-8"))
        assert shown
        assert set(shown) <= known | {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert dead == []


def test_the_glossary_knows_every_field_status_and_dimension() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    words = [*schema.FIELDS, *schema.STATUSES, *schema.MEMBER_TYPES, *DIMENSIONS]
    assert [word for word in words if f"`{word}`" not in text and word not in text] == []
    for field in schema.FIELDS.values():
        assert field.label.lower() in text.lower(), field.label
