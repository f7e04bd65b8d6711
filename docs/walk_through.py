"""Runs the commands of docs/walk-through.md in an empty folder, and writes below each what it printed.

The page is a script: a block `console` holds commands, each behind `$ `, and their output; a block `diff` is a change
of a file, made before the next command. In the folder stands a copy of parsers/, which the commands use, so that it
can be changed. `make docs` writes the page; a test compares it with what the commands print today.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = CHECKOUT / "docs" / "walk-through.md"

_BLOCK = re.compile(r"```(?P<kind>console|diff)\n(?P<text>.*?)```", re.DOTALL)
_CHANGING = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "TIME"),
    (re.compile(r"\d+\.\d+ s\b|(?<=about )\d+ s\b"), "SECONDS"),
    (re.compile(r"\d+\.\d+ [kM]B"), "SIZE"),
    (re.compile(r"(?<=report )\d+(?=:)|(?<=show )\d+"), "NUMBER"),  # reports are numbered as the crawl finds them
)


def run_through(page: str, folder: Path) -> str:
    """The page with what its commands print in `folder`. Raises RuntimeError for a change that does not apply."""
    _prepare(folder)

    def go(block: re.Match[str]) -> str:
        if block["kind"] == "diff":
            _apply(block["text"], folder)
            return block[0]
        commands = [line[2:] for line in block["text"].splitlines() if line.startswith("$ ")]
        shown = "".join(f"$ {command}\n{_printed(command, folder)}" for command in commands)
        return f"```console\n{shown.rstrip()}\n```"

    return _BLOCK.sub(go, page)


def without_the_clock(page: str) -> str:
    """The page without what differs from run to run: times, durations, sizes, the numbers of reports."""
    for pattern, name in _CHANGING:
        page = pattern.sub(name, page)
    return re.sub(r" +", " ", re.sub(r"-{3,}", "---", page))  # columns are as wide as what stands in them


def _prepare(folder: Path) -> None:
    shutil.copytree(CHECKOUT / "parsers", folder / "parsers", ignore=shutil.ignore_patterns("__pycache__"))
    program = folder / "bin" / "gongkai"
    program.parent.mkdir()
    # -m puts the folder before the checkout on the path, so the copy of parsers/ is the one that reads.
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gongkai "$@"\n', encoding="utf-8")
    program.chmod(0o755)


def _printed(command: str, folder: Path) -> str:
    surroundings = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GONGKAI_ARCHIVE": "walk.db",
        "COLUMNS": "110",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        ["sh", "-c", f"({command}) 2>&1"], cwd=folder, env=surroundings, capture_output=True, check=False, timeout=300
    )
    lines = [line.rstrip() for line in done.stdout.decode().splitlines()]
    while lines and not lines[0]:
        del lines[0]
    return "".join(f"{line}\n" for line in [*lines, ""])


def _apply(diff: str, folder: Path) -> None:
    """Make the change that a block shows: lines of one file, `-` old, `+` new."""
    head, *lines = diff.splitlines()
    path = folder / head.removeprefix("# ")
    old, new = ("".join(f"{line[2:]}\n" for line in lines if line[:1] == sign) for sign in "-+")
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise RuntimeError(f"{head.removeprefix('# ')} holds this {text.count(old)} times: {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(run_through(PAGE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
