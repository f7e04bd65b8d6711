"""The documentation says what the program does: every command, option value, view and exit code is there."""

import ast
import importlib.util
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import click
import pytest

from archive.store import Archive
from gongkai.main import main
from parsers.versions import VERSIONS

CHECKOUT = Path(__file__).resolve().parents[2]
OCR = "archive/derived/scan.py"  # run in a process of its own, with the libraries of the extra [ocr]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def module(name: str) -> ModuleType:
    """A script of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, CHECKOUT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    return module("refresh")


def commands(group: click.Group, prefix: str = "gongkai") -> list[str]:
    found = []
    for name, command in group.commands.items():
        found += commands(command, f"{prefix} {name}") if isinstance(command, click.Group) else [f"{prefix} {name}"]
    return found


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`{command}" in README


PAGES = (CHECKOUT / "README.md", CHECKOUT / "deploy" / "README.md", *sorted((CHECKOUT / "docs").glob("*.md")))
SHOWN = re.compile(r"`gongkai ([^`]+)`|^(?:\$| {3}) gongkai ([^#\n]+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_what_the_documentation_shows_can_be_typed(page: Path) -> None:
    for shown in map("".join, SHOWN.findall(page.read_text(encoding="utf-8"))):
        words = re.sub(r"^--archive \S+ ", "", shown).split()
        options = {option for one in main.params for option in one.opts} | {"--help"}
        command: click.Command = main
        while isinstance(command, click.Group) and words:
            command = command.commands[words.pop(0)]
        options |= {option for one in command.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, shown


def test_every_public_view_and_column_is_in_the_documentation(tmp_path: Path, refresh: ModuleType) -> None:
    with Archive.open(tmp_path / "new.db", create=True) as archive:
        page = refresh.views_page(archive.connection)
        views = {row[0] for row in archive.connection.execute("select name from sqlite_schema where type = 'view'")}
        explained = {row[0] for row in archive.connection.execute("select distinct view from gongkai_columns")}
    assert (CHECKOUT / "docs" / "sql.md").read_text(encoding="utf-8") == page, "run `make docs`"
    assert explained == views


def test_every_exit_code_is_in_the_readme() -> None:
    for code in range(5):
        assert f"| {code} |" in README


def test_the_answers_in_the_documentation_are_those_of_the_demo(demo_archive: Path, refresh: ModuleType) -> None:
    for path in refresh.ANSWERED:
        page = path.read_text(encoding="utf-8")
        assert len(re.findall("```sql", page)) == len(re.findall("```text", page)) >= 5
        with Archive.open_read_only(demo_archive) as archive:
            assert refresh.with_answers(page, archive.connection) == page, "run `make docs`"


def test_links_lead_to_files() -> None:
    for page in [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md"), *(CHECKOUT / "deploy").glob("*.md")]:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_files_named_in_contributing_exist() -> None:
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:parsers|archive|crawler|gongkai|tests|benchmarks|docs|deploy)/[\w./]+)`", text):
        if not name.endswith("NAME.py"):
            assert (CHECKOUT / name).exists(), name


def test_every_version_of_a_reader_has_its_entry_in_the_changelog() -> None:
    entries = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8").partition("## Parser versions")[2]
    named = {name for row in entries.splitlines() if row.startswith("|") for name in row.split("|")[1].split(", ")}
    versions = {f"{part}-{number}" for part, newest in VERSIONS.items() for number in range(1, newest + 1)}
    assert {name.strip() for name in named} - {"reader", "---"} == versions


def test_the_requirements_name_no_place_to_get_them() -> None:
    for path in CHECKOUT.glob("requirements*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"://|index-url|find-links|trusted-host", text), path.name


def test_what_is_installed_is_what_is_locked() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["dependencies"]["file"] == ["requirements.in"]
    locked = set(
        re.findall(r"^([a-z0-9-]+)==", (CHECKOUT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert required() <= locked


def test_what_is_imported_is_what_is_required() -> None:
    assert imported("parsers", "archive", "crawler", "gongkai") == required() | extras("browse", "office", "schedule")


def test_what_the_program_for_ocr_imports_is_in_its_extra() -> None:
    program = _modules(CHECKOUT / OCR)
    named = {"cv2": "opencv-python-headless", "PIL": "pillow"}
    runs_models = {"onnxruntime"}  # loaded by rapidocr
    assert {named.get(module, module) for module in program} | runs_models == required("requirements-ocr.in")


def test_what_tests_import_is_required_too() -> None:
    assert imported("tests", "benchmarks", "docs") <= required() | extras(
        "browse", "office", "export", "schedule", "dev"
    )


def imported(*folders: str) -> set[str]:
    """The distributions whose modules the folders import."""
    installed = {module: {_canonical(name) for name in names} for module, names in packages_distributions().items()}
    paths = {path for folder in folders for path in (CHECKOUT / folder).rglob("*.py")} - {CHECKOUT / OCR}
    modules = {module for path in paths for module in _modules(path)}
    return {name for module in modules for name in installed.get(module, {_canonical(module)})}


def extras(*names: str) -> set[str]:
    return {name for extra in names for name in required(f"requirements-{extra}.in")}


def required(file: str = "requirements.in") -> set[str]:
    text = (CHECKOUT / file).read_text(encoding="utf-8")
    return {_canonical(name) for name in re.findall(r"^([A-Za-z0-9.-]+)", text, re.MULTILINE)}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _modules(path: Path) -> set[str]:
    """The third-party modules that a file imports."""
    ours = {"parsers", "archive", "crawler", "gongkai", "tests", "benchmarks"}
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names - ours - set(sys.stdlib_module_names) - {"compression"}


@pytest.mark.campaign
def test_the_walk_through_prints_what_it_says(tmp_path: Path) -> None:
    """Crawl, change a rule, plan, run, diff, ask both, promote, roll back; then a change without a version."""
    walk = module("walk_through")
    page = walk.PAGE.read_text(encoding="utf-8")
    assert walk.without_the_clock(walk.run_through(page, tmp_path)) == walk.without_the_clock(page), "run `make docs`"
