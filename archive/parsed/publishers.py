"""Which body a report is of. Two names are one publisher by evidence only, and the evidence is kept.

The evidence, strongest first: the same division and the same name without the region's prefix; the same
portal and the same printed name; the same organisation code in the index number, under names of which one
abbreviates the other (an index number may also be that of the office that put the page online). What is
known of a body adds up: a report that shares any of it is of the same body. 人民政府, its office and the
roll-up of a region are three publishers, so class and aggregate scope are part of every key. Where there is
none of these the publisher is unknown.

A division that got another code stays one by the table of divisions, which names the heir of a code that ended;
the publisher then stands under the newest code that was met, with the name it bears there.
"""

import sqlite3
from dataclasses import dataclass

from archive.parsed.units import Unit, unit_of
from parsers.model import Publisher

# Whose life is the division's; a township or a hospital may outlive it.
_BEGIN_WITH_DIVISION = frozenset({"government"})
_END_WITH_DIVISION = frozenset({"government", "government_office", "department"})


@dataclass(frozen=True, slots=True)
class _Key:
    """What two readings must share to be of one publisher; `says` is that in words."""

    key: str
    says: str
    needs_like_names: bool = False


def identify(
    conn: sqlite3.Connection, publisher: Publisher, portal_id: str | None, year: int | None = None
) -> int | None:
    """The publisher's number, made where it is new; None where nothing tells who it is. `year` is the report's."""
    unit = unit_of(publisher.division_code, year) if publisher.division_code else None
    keys = _keys(publisher, portal_id, unit)
    if not keys:
        return None
    matches = (_known(conn, key, publisher, unit) for key in keys)
    found = next((known for known in matches if known is not None), None)
    if found is None:
        found = _new_publisher(conn, publisher, keys[0], unit)
    elif unit is not None:
        _settle_division(conn, found, publisher, unit)
    for key in keys:
        _remember(conn, key, found)
    return found


def _keys(publisher: Publisher, portal_id: str | None, unit: Unit | None) -> list[_Key]:
    kind = f"{publisher.agency_class}|{'aggregate' if publisher.scope == 'aggregate' else 'single'}"
    bare = publisher.bare_name or publisher.name
    keys = []
    if unit is not None and bare:
        keys.append(_Key(f"division|{unit.key}|{bare}|{kind}", f"division {publisher.division_code} and name {bare}"))
    if portal_id and publisher.name:
        name = publisher.name
        keys.append(_Key(f"portal|{portal_id}|{name}|{kind}", f"portal {portal_id} and printed name {name}"))
    if publisher.organisation_code:
        code = publisher.organisation_code.upper()
        keys.append(_Key(f"organisation|{code}|{kind}", f"organisation code {code}", needs_like_names=True))
    return keys


def _known(conn: sqlite3.Connection, key: _Key, publisher: Publisher, unit: Unit | None) -> int | None:
    """The publisher known by `key`, unless its division or its name says that it is another body."""
    row = conn.execute(
        """SELECT k.publisher_id, p.name, p.division_code
           FROM publisher_keys k JOIN publisher_rows p ON p.publisher_id = k.publisher_id WHERE k.key = ?""",
        (key.key,),
    ).fetchone()
    if row is None:
        return None
    publisher_id, name, division = row
    if division and unit is not None and division not in unit.codes:
        return None
    if key.needs_like_names and not _abbreviates(publisher.name or "", name or ""):
        return None
    return int(publisher_id)


def _new_publisher(conn: sqlite3.Connection, publisher: Publisher, by: _Key, unit: Unit | None) -> int:
    cursor = conn.execute(
        """INSERT INTO publisher_rows (name, class, scope, division_code, valid_from, valid_until, evidence)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            publisher.name,
            publisher.agency_class,
            publisher.scope,
            publisher.division_code,
            *_life(publisher, unit),
            "; ".join(part for part in (by.says, publisher.evidence) if part),
        ),
    )
    return int(cursor.lastrowid or 0)


def _settle_division(conn: sqlite3.Connection, publisher_id: int, publisher: Publisher, unit: Unit) -> None:
    """Let a known publisher stand under its division's newest code, where this reading knows more than the others."""
    division, evidence = conn.execute(
        "SELECT division_code, evidence FROM publisher_rows WHERE publisher_id = ?", (publisher_id,)
    ).fetchone()
    if division == publisher.division_code or publisher.division_code is None:
        return
    if division is None:
        evidence = f"{evidence}; {publisher.evidence}"
    elif unit.history and unit.history not in evidence:
        evidence = f"{evidence}; one division through the years: {unit.history}"
    if division is None or unit.codes.index(division) < unit.codes.index(publisher.division_code):
        conn.execute(
            """UPDATE publisher_rows SET name = ?, division_code = ?, valid_from = ?, valid_until = ?
               WHERE publisher_id = ?""",
            (publisher.name, publisher.division_code, *_life(publisher, unit), publisher_id),
        )
    conn.execute("UPDATE publisher_rows SET evidence = ? WHERE publisher_id = ?", (evidence, publisher_id))


def _life(publisher: Publisher, unit: Unit | None) -> tuple[str | None, str | None]:
    """The years in which the body began and ended, as far as its division's life tells."""
    if unit is None:
        return None, None
    began = unit.began if publisher.agency_class in _BEGIN_WITH_DIVISION else None
    ended = unit.ended if publisher.agency_class in _END_WITH_DIVISION else None
    return began, ended


def _remember(conn: sqlite3.Connection, key: _Key, publisher_id: int) -> None:
    """Know the publisher by this key too; a key under which two bodies were met tells neither any more."""
    conn.execute(
        """INSERT INTO publisher_keys (key, publisher_id) VALUES (?, ?)
           ON CONFLICT (key) DO UPDATE SET publisher_id = NULL WHERE publisher_id IS NOT excluded.publisher_id""",
        (key.key, publisher_id),
    )


def _abbreviates(one: str, other: str) -> bool:
    """Whether one name is the other with characters left out: 发改委 and 发展和改革委员会."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return bool(short) and all(letter in letters for letter in short)
