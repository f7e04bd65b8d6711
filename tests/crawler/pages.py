"""Pages of an invented county, and what its archive says of a crawl."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

HOME = '<html><title>青禾县人民政府</title><body><ul><li><a href="{}">政府信息公开年报</a></li></ul></body></html>'
COLUMN = "/xxgk/nb/"
TEXT = "本报告由青禾县编制，反映全年主动公开政府信息的情况。"


def home(column: str = COLUMN) -> str:
    return HOME.format(column)


def report(number: int, year: int = 2023) -> str:
    return f"青禾县第{number}局{year}年政府信息公开工作年度报告"


def address(number: int, column: str = COLUMN) -> str:
    return f"{column}t202401{number:02}_{number}.html"


def row(number: int, column: str = COLUMN) -> str:
    return f'<li><a href="{address(number, column)}">{report(number)}</a><span>2024-01-{number:02}</span></li>'


def listed(*numbers: int, column: str = COLUMN, below: str = "", title: str = "政府信息公开年报") -> str:
    rows = "".join(row(number, column) for number in numbers)
    return f"<html><title>{title}</title><body><ul class=news>{rows}</ul>{below}</body></html>"


def article(number: int, text: str = TEXT * 20) -> str:
    name = report(number)
    return f'<html><title>{name}</title><body><h1>{name}</h1><div class="TRS_Editor"><p>{text}</p></div></body></html>'


def articles(*numbers: int, column: str = COLUMN) -> dict[str, Any]:
    return {address(number, column): article(number, f"{report(number)}。" * 30) for number in numbers}


def county(*numbers: int, column: str = COLUMN) -> dict[str, Any]:
    """A portal whose column lists these reports on one page."""
    return {"/": home(column), column: listed(*numbers, column=column)} | articles(*numbers, column=column)


def rows(archive: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(archive)) as connection:
        return connection.execute(sql, values).fetchall()


def change(archive: Path, sql: str, *values: object) -> None:
    """Turn the archive's clock back, or whatever else a test needs to have happened."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute(sql, values)


def make_older(archive: Path, days: float) -> None:
    """All that happened, happened so many days earlier."""
    shifted = "strftime('%Y-%m-%dT%H:%M:%SZ', {0}, '-{1} seconds')"
    for table, column in (
        ("capture_log", "fetched_at"), ("list_readings", "recorded_at"), ("known_columns", "found_at"),
        ("known_columns", "seen_at"), ("crawl_runs", "finished_at"), ("portal_entries", "last_crawled_at"),
    ):  # fmt: skip
        change(archive, f"UPDATE {table} SET {column} = {shifted.format(column, int(days * 86400))}")
