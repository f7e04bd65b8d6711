"""What titles in lists say of the documents that they name: which year's report, and whose, by the readers' own rules.

Reading them is a part of parsing, so a crawl only notes which lists are new. What another state of the rules read is
read again as a whole.
"""

import hashlib
import sqlite3
from functools import cache
from importlib.resources import files

from parsers.prose.titles import judge_title

LISTS = 64  # at once
# All that judge_title rests on, within parsers/prose/.
RULES = ("characters.py", "title_words.py", "titles.py")
_NAME = "listed_titles"


def are_waiting(conn: sqlite3.Connection) -> bool:
    """Whether there is a list whose titles these rules have not read."""
    return not _are_by_these_rules(conn) or conn.execute("SELECT 1 FROM unread_lists LIMIT 1").fetchone() is not None


def read_some(conn: sqlite3.Connection) -> None:
    """Read the titles of a few lists that wait."""
    if not _are_by_these_rules(conn):
        _begin_anew(conn)
    digests = conn.execute("SELECT items_digest FROM unread_lists ORDER BY items_digest LIMIT ?", (LISTS,)).fetchall()
    for digest in digests:
        verdicts = [(title, judge_title(title)) for (title,) in conn.execute(_UNREAD, digest)]
        conn.executemany(
            "INSERT INTO listed_titles (title, kind, year, agency) VALUES (?, ?, ?, ?)",
            [(title, verdict.kind, verdict.year, verdict.agency) for title, verdict in verdicts],
        )
    conn.executemany("DELETE FROM unread_lists WHERE items_digest = ?", digests)


def _begin_anew(conn: sqlite3.Connection) -> None:
    conn.execute("DELETE FROM listed_titles")
    conn.execute("INSERT OR IGNORE INTO unread_lists (items_digest) SELECT DISTINCT items_digest FROM list_items")
    conn.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (_NAME, _digest()))


def _are_by_these_rules(conn: sqlite3.Connection) -> bool:
    row = conn.execute("SELECT value FROM facts WHERE name = ?", (_NAME,)).fetchone()
    return row is not None and row[0] == _digest()


@cache
def _digest() -> str:
    prose = files("parsers").joinpath("prose")
    # Line ends are folded, so that a checkout on another system has the same rules.
    rules = (prose.joinpath(name).read_bytes().replace(b"\r\n", b"\n") for name in RULES)
    return hashlib.sha256(b"\0".join(rules)).hexdigest()


_UNREAD = """
SELECT DISTINCT i.title FROM list_items i
WHERE i.items_digest = ? AND i.title IS NOT NULL AND NOT EXISTS (SELECT 1 FROM listed_titles t WHERE t.title = i.title)
"""
