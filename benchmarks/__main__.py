"""Run every benchmark, print the figures, and write them to docs/benchmarks.md."""

import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks import crawling, keeping, questions, reading

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
LIBRARIES = ("scrapy", "selectolax", "lxml", "pandas", "brotli")
# A heading, and the function that measures and gives the lines below it.
SECTIONS = (
    ("Reading one page", reading.lines),
    ("Crawling", crawling.lines),
    ("The frontier of a crawl", crawling.frontier_lines),
    ("What an archive weighs", keeping.weight_lines),
    ("Reading again", keeping.reparse_lines),
    ("Questions to 100,000 reports", questions.lines),
)


def main() -> None:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; every ratio is between runs that took turns.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, {libraries}.",
        "",
    ]
    for heading, measured in SECTIONS:
        lines += [f"## {heading}", "", *measured(), ""]
    text = "\n".join(lines[:-1]) + "\n"
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


main()
