"""Which body a report is of. Two names are one publisher by evidence only, and the evidence is kept.

The evidence, strongest first: the same division and the same name without the region's prefix; the same
organisation code in the index number; the same portal and the same printed name. 人民政府, its office and
the roll-up of a region are three publishers, so class and aggregate scope are part of every identity.
Where there is none of these the publisher is unknown.
"""

import sqlite3

from parsers.model import Publisher


def identify(conn: sqlite3.Connection, publisher: Publisher, portal_id: str | None) -> int | None:
    """The publisher's number, made where it is new; None where nothing tells who it is."""
    found = _identity_of(publisher, portal_id)
    if found is None:
        return None
    identity, evidence = found
    row = conn.execute("SELECT publisher_id FROM publisher_rows WHERE identity = ?", (identity,)).fetchone()
    if row is not None:
        return int(row[0])
    cursor = conn.execute(
        "INSERT INTO publisher_rows (identity, name, class, scope, division_code, evidence) VALUES (?, ?, ?, ?, ?, ?)",
        (
            identity,
            publisher.name,
            publisher.agency_class,
            publisher.scope,
            publisher.division_code,
            "; ".join(part for part in (evidence, publisher.evidence) if part),
        ),
    )
    return int(cursor.lastrowid or 0)


def _identity_of(publisher: Publisher, portal_id: str | None) -> tuple[str, str] | None:
    """The words that two readings must share to be of one publisher, and what they rest on."""
    kind = f"{publisher.agency_class}|{'aggregate' if publisher.scope == 'aggregate' else 'single'}"
    name = publisher.bare_name or publisher.name
    if publisher.division_code and name:
        identity = f"division|{publisher.division_code}|{name}|{kind}"
        return identity, f"division {publisher.division_code} and name {name}"
    if publisher.organisation_code:
        code = publisher.organisation_code.upper()
        return f"organisation|{code}|{kind}", f"organisation code {code}"
    if portal_id and publisher.name:
        return f"portal|{portal_id}|{publisher.name}|{kind}", f"portal {portal_id} and printed name {publisher.name}"
    return None
