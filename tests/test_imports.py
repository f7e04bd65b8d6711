"""Imports run downward only: gongkai > crawler > archive > parsers."""

import ast
from pathlib import Path

import pytest

ROOMS = ["parsers", "archive", "crawler", "gongkai"]
CHECKOUT = Path(__file__).resolve().parent.parent
# Of the parsers, the crawler may judge titles, decode list pages and state a payload's context; nothing else.
CRAWLER_MAY = {"parsers.model", "parsers.prose.titles", "parsers.documents.decode", "parsers.traditional"}


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:  # a relative import stays in its room
            names.add(str(node.module))
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_downward(room: str) -> None:
    upstairs = ROOMS[ROOMS.index(room) + 1 :]
    upward = {
        (module.relative_to(CHECKOUT).as_posix(), name)
        for module in (CHECKOUT / room).rglob("*.py")
        for name in imported(module)
        if name.split(".")[0] in upstairs
    }
    assert upward == set()


def test_the_crawler_sees_little_of_the_parsers() -> None:
    seen = {
        (module.relative_to(CHECKOUT).as_posix(), name)
        for module in (CHECKOUT / "crawler").rglob("*.py")
        for name in imported(module)
        if name.startswith("parsers.")
        and not any(f"{name}.".startswith(f"{door}.") for door in CRAWLER_MAY)
        and name not in {"parsers.prose", "parsers.documents"}
    }
    assert seen == set()


def test_parsers_reach_for_nothing_outside() -> None:
    forbidden = {"socket", "urllib.request", "http", "sqlite3", "sqlite_utils", "time", "requests", "scrapy", "random"}
    reached = {
        (module.relative_to(CHECKOUT).as_posix(), name)
        for module in (CHECKOUT / "parsers").rglob("*.py")
        for name in imported(module)
        if name in forbidden or name.split(".")[0] in forbidden
    }
    assert reached == set()
