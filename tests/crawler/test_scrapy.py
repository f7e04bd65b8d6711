"""The project as Scrapy itself finds it."""

import os
import subprocess
import sys
from pathlib import Path

import crawler.settings

CHECKOUT = Path(__file__).resolve().parents[2]


def scrapy(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_scrapy_lists_the_spider() -> None:
    assert scrapy("list").stdout == "reports\n"


def test_scrapy_crawls(tmp_path: Path) -> None:
    portals = tmp_path / "portals.toml"
    portals.write_text('[[portal]]\nid = "t"\nhome = "http://127.0.0.1:1/"\nallow_private = true\n', encoding="utf-8")
    done = scrapy(
        "crawl", "reports", "-a", "portal=t", "-a", f"portals={portals}", GONGKAI_ARCHIVE=str(tmp_path / "a" / "b.db")
    )
    assert "incomplete: portal t: http://127.0.0.1:1/ could not be had" in done.stderr
    assert (tmp_path / "a" / "b.db").exists()


def test_scrapy_says_what_it_needs() -> None:
    assert "Name a portal" in scrapy("crawl", "reports").stderr


def test_every_setting_has_its_reason() -> None:
    lines = Path(crawler.settings.__file__).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line[:1].isupper() and " = " in line and not line.startswith(("BOT_NAME", "SPIDER_MODULES", "LOG_")):
            assert "#" in line or lines[number - 1].startswith("#") or line.endswith("{"), line
