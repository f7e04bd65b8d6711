"""The documents that captures show: a payload in a context. The same payload in another context is another one."""

import hashlib
import sqlite3

from parsers.model import Context


def context_of(conn: sqlite3.Connection, document_id: int | None) -> Context:
    row = conn.execute(
        "SELECT c.json FROM documents d JOIN contexts c ON c.digest = d.context_digest WHERE d.document_id = ?",
        (document_id,),
    ).fetchone()
    return Context.from_json(row[0])


def show(
    conn: sqlite3.Connection, context: Context, sha256: str, capture_id: int, portal_id: str | None, fetched_at: str
) -> int:
    """The document that the capture shows, made where it is new; a payload in another context is another one."""
    text = context.to_json()
    digest = hashlib.sha256(text.encode()).hexdigest()  # as Context.digest has it
    conn.execute("INSERT OR IGNORE INTO contexts (digest, json) VALUES (?, ?)", (digest, text))
    before = _newest_of_url(conn, context.url)
    document_id = conn.execute(
        """INSERT INTO documents (sha256, context_digest, url, portal_id, first_capture_id, newest_capture_id,
               newest_fetched_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (sha256, context_digest) DO UPDATE
           SET newest_capture_id = excluded.newest_capture_id, newest_fetched_at = excluded.newest_fetched_at
           WHERE excluded.newest_fetched_at >= newest_fetched_at
           RETURNING document_id""",
        (sha256, digest, context.url, portal_id, capture_id, capture_id, fetched_at),
    ).fetchone()
    if document_id is None:  # an older capture came late: the document stands as it was
        document_id = conn.execute(
            "SELECT document_id FROM documents WHERE sha256 = ? AND context_digest = ?", (sha256, digest)
        ).fetchone()
    conn.execute("UPDATE capture_log SET document_id = ? WHERE capture_id = ?", (document_id[0], capture_id))
    if before is not None and _newest_of_url(conn, context.url) != before:
        # A payload of old is back at this address: the reports made from its documents must be judged anew.
        conn.execute(
            """INSERT INTO unsettled (document_id)
               SELECT document_id FROM documents WHERE document_id = ? AND current_parse_id IS NOT NULL
               ON CONFLICT DO NOTHING""",
            document_id,
        )
    return int(document_id[0])


def _newest_of_url(conn: sqlite3.Connection, url: str) -> int | None:
    row = conn.execute(
        """SELECT document_id FROM documents WHERE url = ?
           ORDER BY newest_fetched_at DESC, newest_capture_id DESC LIMIT 1""",
        (url,),
    ).fetchone()
    return None if row is None else int(row[0])
