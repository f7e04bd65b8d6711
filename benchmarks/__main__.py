"""Run every benchmark, print the figures, and write them to docs/benchmarks.md."""

import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks import reading

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
LIBRARIES = ("selectolax", "lxml", "pandas")


def main() -> None:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; every ratio is between runs that took turns in one process.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, {libraries}.",
        "",
        "## Reading one page",
        "",
        *reading.lines(),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


main()
