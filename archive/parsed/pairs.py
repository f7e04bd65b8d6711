"""The index behind the search: of each report the pairs of neighbouring characters in its name and sections.

Chinese has no spaces, so any neighbouring characters may be a word. Of a run of characters every pair is a
token, and its last character alone is one too: then a single character is the beginning of some token
wherever it stands. Characters are compared folded: full width as half width, capitals as small letters.

All of this must stay the same for ever, or an entry could not be taken out of the index again: SQLite finds
it by its exact old tokens. So Unicode is taken as of version 3.2, which Python carries beside the newest.
"""

import json
import sqlite3
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import ucd_3_2_0 as unicode

VERSION = "1"  # of the rules below; an archive whose index follows others gets a new index
_NAME = "search"
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
CHUNK = 500
_INDEX = "fts5 (pairs, content = '', tokenize = 'ascii')"
_PARTS = ("data", "idx", "docsize", "config")  # the tables that SQLite keeps such an index in
_THESE = "WHERE report_id IN (SELECT value FROM json_each(?))"


class _Folding(dict[int, str]):
    """What each character is compared as; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = compared = _fold(chr(code))
        return compared


class _Separating(_Folding):
    """The same, with a space for everything that is no part of a word."""

    def __missing__(self, code: int) -> str:
        self[code] = separated = "".join(one if _is_of_words(one) else " " for one in _FOLDING[code])
        return separated


def _fold(character: str) -> str:
    if character in _BREAKS:
        return "\n"
    category = unicode.category(character)
    if category in {"Zs", "Cc"}:
        return " "
    if category == "Cf":  # shows nothing and separates nothing
        return ""
    return "".join(one.lower() if one.isascii() else one for one in unicode.normalize("NFKC", character))


def _is_of_words(character: str) -> bool:
    """Letters, digits, ideographs, and what Unicode 3.2 did not know or left to private use: rare characters."""
    return unicode.category(character)[0] in "LMN" or unicode.category(character) in {"Cn", "Co"}


_FOLDING = _Folding()
_SEPARATING = _Separating()


def folded(text: str) -> str:
    """The text as it is compared; each of its characters becomes none, one or several, whatever stands beside it."""
    return text.translate(_FOLDING)


def runs(text: str) -> list[str]:
    """The runs of characters between what is no part of a word, folded."""
    return text.translate(_SEPARATING).split()


def pairs(text: str) -> str:
    """The tokens of a text, separated by spaces."""
    return " ".join(token for run in runs(text) for token in (*map("".join, pairwise(run)), run[-1]))


def condition(terms: Iterable[str]) -> str:
    """The FTS5 query for reports that may hold all the terms; empty where none has a letter, digit or ideograph."""
    return " AND ".join(_phrase(run) for term in terms for run in runs(term))


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"{run}" *'
    return '"' + " ".join(map("".join, pairwise(run))) + '"'


def texts(conn: sqlite3.Connection, report_ids: Iterable[int]) -> dict[int, str]:
    """What is to be found of each of these reports: agency, title, headings and sections, a line each."""
    numbers = (json.dumps(list(report_ids)),)
    lines: dict[int, list[str | None]] = {}
    for number, *of_head in conn.execute(f"SELECT report_id, agency, title FROM report_heads {_THESE}", numbers):
        lines[number] = of_head
    for number, *of_section in conn.execute(
        f"SELECT report_id, heading, text FROM report_sections {_THESE} ORDER BY report_id, ordinal, heading, text",
        numbers,
    ):
        lines.setdefault(number, []).extend(of_section)
    return {number: "\n".join(filter(None, of_report)) for number, of_report in lines.items()}


def replace(conn: sqlite3.Connection, before: dict[int, str], after: dict[int, str]) -> None:
    """Make the index say of each report what `after` has, where it said what `before` has."""
    conn.executemany(
        "INSERT INTO section_pairs (section_pairs, rowid, pairs) VALUES ('delete', ?, ?)", _only_in(before, after)
    )
    conn.executemany("INSERT INTO section_pairs (rowid, pairs) VALUES (?, ?)", _only_in(after, before))


def _only_in(these: dict[int, str], others: dict[int, str]) -> list[tuple[int, str]]:
    """The entries that the others do not have; a report without a word has no entry."""
    changed = ((number, pairs(text)) for number, text in these.items() if others.get(number) != text)
    return [(number, tokens) for number, tokens in changed if tokens]


def forget_removed(conn: sqlite3.Connection) -> None:
    """Write the index anew without what was taken out of it: until then its old parts still hold that."""
    conn.execute("INSERT INTO section_pairs (section_pairs) VALUES ('optimize')")


def is_built(conn: sqlite3.Connection) -> bool:
    """Whether the index is there and follows the rules of this module."""
    row = conn.execute("SELECT value FROM facts WHERE name = ?", (_NAME,)).fetchone()
    return row is not None and row[0] == VERSION


def clear(conn: sqlite3.Connection) -> None:
    """An empty index, whatever has become of it: its own tables are replaced by those of a new one.

    For a connection that has not used the index yet. A damaged one cannot be emptied, nor dropped, through SQLite.
    """
    is_there = conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'section_pairs'").fetchone() is not None
    conn.execute(f"CREATE VIRTUAL TABLE section_pairs_anew USING {_INDEX}")
    for part in _PARTS:
        conn.execute(f"DROP TABLE IF EXISTS section_pairs_{part}")
        if is_there:
            (sql,) = conn.execute(
                "SELECT sql FROM sqlite_schema WHERE name = ?", (f"section_pairs_anew_{part}",)
            ).fetchone()
            conn.execute(sql.replace("section_pairs_anew_", "section_pairs_"))
            conn.execute(f"INSERT INTO section_pairs_{part} SELECT * FROM section_pairs_anew_{part}")
    conn.execute("DROP TABLE section_pairs_anew")
    if not is_there:
        conn.execute(f"CREATE VIRTUAL TABLE section_pairs USING {_INDEX}")


def build(conn: sqlite3.Connection) -> None:
    """Make the whole index anew."""
    conn.execute("INSERT INTO section_pairs (section_pairs) VALUES ('delete-all')")
    numbers = [row[0] for row in conn.execute("SELECT report_id FROM report_heads ORDER BY report_id").fetchall()]
    for start in range(0, len(numbers), CHUNK):
        replace(conn, {}, texts(conn, numbers[start : start + CHUNK]))
    conn.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (_NAME, VERSION))
