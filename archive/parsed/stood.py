"""What stood where a payload is withdrawn, so that coverage can say why nothing does.

Of each address of a payload one row is kept: what became current there last, in whichever archive. So it does not
depend on the order in which archives were merged before the withdrawal reached them.
"""

import sqlite3
from dataclasses import astuple, dataclass

from archive.parsed import bodies
from archive.parsed.became import Became, became_current

_NEVER = Became("", "", "", "")


@dataclass(frozen=True, slots=True)
class Stood:
    """What an address of a payload was read as; `outcome` None: it was never read."""

    sha256: str
    url: str
    since: str
    reader_version: str
    fingerprint: str
    reader: str
    outcome: str | None = None
    agency: str | None = None
    division_code: str | None = None
    year: int | None = None

    @property
    def rank(self) -> tuple[str, ...]:
        """The greater stands; where even the code is the same, any order that all archives share will do."""
        return tuple("" if value is None else str(value) for value in astuple(self)[2:])


def remember(conn: sqlite3.Connection, sha256: str, schema: str = "main") -> None:
    """Keep what stands under this digest in the archive attached under that name, before it is taken away."""
    rows = conn.execute(_DOCUMENTS.replace("{schema}", schema), (sha256,)).fetchall()
    for document_id, url, parse_id, outcome, agency, year in rows:
        became = _NEVER if parse_id is None else became_current(conn, schema, document_id, parse_id)
        division = None if parse_id is None else _division(conn, schema, parse_id)
        keep(conn, Stood(sha256, url, *became, outcome, agency, division, year))


def keep(conn: sqlite3.Connection, stood: Stood) -> None:
    """Unless what is kept of the address became current later."""
    known = conn.execute(f"{_KEPT} WHERE sha256 = ? AND url = ?", (stood.sha256, stood.url)).fetchone()
    if known is None or Stood(*known).rank < stood.rank:
        conn.execute(
            f"INSERT OR REPLACE INTO main.withdrawn_documents ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            astuple(stood),
        )


def join(conn: sqlite3.Connection) -> None:
    """What is kept in the archive that is attached as `source`, and what stands there that is withdrawn here."""
    for row in conn.execute(_KEPT.replace("main.", "source.")).fetchall():
        keep(conn, Stood(*row))
    for (sha256,) in conn.execute("SELECT sha256 FROM main.withdrawn_payloads ORDER BY 1").fetchall():
        remember(conn, sha256, "source")


def _division(conn: sqlite3.Connection, schema: str, parse_id: int) -> str | None:
    """The code of the reading itself: that of its publisher is the newest one of all its reports."""
    row = conn.execute(_BODY.replace("{schema}", schema), (parse_id,)).fetchone()
    if row is None:
        return None
    try:
        return bodies.reading_in(*row).publisher.division_code
    except bodies.BodyDamaged:  # it cannot be known, and must not keep the payload from being withdrawn
        return None


_COLUMNS = "sha256, url, since, reader_version, fingerprint, reader, outcome, agency, division_code, year"
_KEPT = f"SELECT {_COLUMNS} FROM main.withdrawn_documents"

_DOCUMENTS = """
SELECT d.document_id, d.url, r.parse_id, r.outcome, r.agency, r.year
FROM {schema}.documents d LEFT JOIN {schema}.readings r ON r.parse_id = d.current_parse_id
WHERE d.sha256 = ? ORDER BY d.document_id
"""

_BODY = """
SELECT b.digest, b.stored FROM {schema}.readings r JOIN {schema}.bodies b ON b.digest = r.body_digest
WHERE r.parse_id = ? AND b.stored IS NOT NULL
"""
