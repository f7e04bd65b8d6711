"""Derived payloads: which payloads wait for one, how they are kept, and which were made of which.

A derived payload is a payload like any other, and a document of its own in every context that its source has. It is
kept beside those that were made before, by other versions or settings.
"""

import sqlite3
from dataclasses import dataclass

from archive import moments
from archive.derived.recipes import Made, Recipe
from archive.raw import payloads
from archive.store import Archive
from parsers.documents.errors import NEEDS_OCR

# Kinds of files that no reader takes, and of which a recipe makes one that a reader does.
_OFFICE_ONLY = ("rtf", "odt", "ods", "xlsb", "ole", "word-xml", "sheet-xml", "uof")
MADE_READABLE = frozenset({"picture", *_OFFICE_ONLY})
_LONGEST_WAY = 3  # makings from what was sent to what is read: an old file to a newer one, to a PDF, to its words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payload that a recipe would be used on. `kind` is the kind of file, `why` what its reading says."""

    sha256: str
    size: int
    recipe: str
    kind: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """One making that is held. `sha256` None: nothing could be made, and `failure` says why."""

    sha256: str | None
    source_sha256: str
    recipe: str
    tool: str
    tool_version: str
    settings: str
    failure: str | None
    made_at: str

    @property
    def made_by(self) -> str:
        return f"{self.tool} {self.tool_version}"


def waiting(archive: Archive, recipe: Recipe, *, again: bool = False) -> list[Waiting]:
    """The payloads that the recipe would be used on; not those that it was used on before, unless `again`.

    Where the program is not installed its version is not known, and every payload that it could help with waits
    that no version of it was used on.
    """
    values = {
        "recipe": recipe.name,
        "tool": recipe.tool,
        "version": recipe.version,
        "settings": recipe.settings,
        "again": again,
        "needs_ocr": NEEDS_OCR,
    }
    rows = archive.connection.execute(_WAITING.format(condition=_CONDITIONS[recipe.name]), values)
    return [Waiting(sha256, size, recipe.name, kind, url, why) for sha256, size, kind, url, why in rows]


def keep(
    conn: sqlite3.Connection, source_sha256: str, recipe: Recipe, made: Made | None, failure: str | None
) -> str | None:
    """Write what was made of a payload, or why nothing was; the digest of the new payload, None where there is none.

    What was made before was made then; where its bytes were found damaged since, they are mended. Raises ValueError
    for a recipe whose program is not installed.
    """
    if recipe.version is None:
        raise ValueError(f"{recipe.tool} is not installed, so it made nothing")
    sha256 = None
    if made is not None:
        try:
            sha256 = _put(conn, made)
        except payloads.PayloadMissing:
            failure = "what it makes of this payload was withdrawn"
    row = (source_sha256, recipe.name, recipe.tool, recipe.version, recipe.settings, sha256, failure)
    conn.execute(
        """DELETE FROM derivations WHERE source_sha256 = ? AND recipe = ? AND tool = ? AND tool_version = ?
           AND settings = ? AND sha256 IS NULL""",
        row[:-2],
    )
    if conn.execute(_SAME_MADE, row[:-1]).fetchone() is None:
        conn.execute(
            """INSERT INTO derivations (source_sha256, recipe, tool, tool_version, settings, sha256, failure, made_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (*row, moments.now()),
        )
    return sha256


def link(conn: sqlite3.Connection) -> int:
    """Make a document of every derived payload in every context of its source; how many are new.

    A payload that was made of a derived one is derived from what the portal sent, too.
    """
    made = 0
    while new := conn.execute(_LINK).rowcount:
        made += new
    return made


def follow_newest(conn: sqlite3.Connection) -> list[int]:
    """Where the same was made of several payloads of one context, it is shown by the one that was seen last.

    The documents of which that has become another one.
    """
    followed: set[int] = set()
    for _ in range(_LONGEST_WAY):  # what was made of that follows in the next turn; two made of each other never end
        changed = conn.execute(_SEEN_LATER).fetchall()
        conn.executemany(_FOLLOW, changed)
        followed |= {document_id for _, document_id in changed}
    return sorted(followed)


def of_document(conn: sqlite3.Connection, document_id: int) -> list[Derivation]:
    """How the payload of a document came from what the portal sent, the last making first; [] where it was sent."""
    row = conn.execute(
        "SELECT sha256 FROM documents WHERE document_id = ? AND derived_from IS NOT NULL", (document_id,)
    ).fetchone()
    way: list[Derivation] = []
    while row is not None:
        found = conn.execute(f"{_DERIVATION} WHERE sha256 = ? ORDER BY {FIRST_MADE} LIMIT 1", row).fetchone()
        if found is None or found[1] in {one.source_sha256 for one in way}:
            break
        way.append(Derivation(*found))
        row = (way[-1].source_sha256,)
    return way


# Of several makings of one payload: the same in every archive, whatever their numbers are there.
FIRST_MADE = "made_at, source_sha256, recipe, tool, tool_version, settings"


def _put(conn: sqlite3.Connection, made: Made) -> str:
    """The digest of what was made. Raises PayloadMissing where a payload of that digest was withdrawn."""
    sha256, is_new = payloads.put(conn, made.body, made.media_type)
    if not is_new:
        try:
            payloads.get(conn, sha256)
        except payloads.PayloadDamaged:
            payloads.mend(conn, made.body)
    return sha256


_SAME_MADE = """
SELECT 1 FROM derivations WHERE source_sha256 = ? AND recipe = ? AND tool = ? AND tool_version = ? AND settings = ?
AND sha256 = ?
"""

_DERIVATION = """
SELECT sha256, source_sha256, recipe, tool, tool_version, settings, failure, made_at FROM derivations
"""

_CONDITIONS = {
    # Sheets without text, wholly or among others; and what was read by OCR before, by another version.
    "ocr": """u.reader IN ('pdf', 'ofd', 'picture') AND (
        instr(r.reason, :needs_ocr)
        OR EXISTS (
            SELECT 1 FROM report_heads h JOIN remark_rows m ON m.report_id = h.report_id
            WHERE h.document_id = d.document_id AND instr(m.remark, :needs_ocr)
        )
        OR EXISTS (SELECT 1 FROM derivations o WHERE o.source_sha256 = d.sha256 AND o.recipe = :recipe)
    )""",
    # Office files of no reader, and those that a reader could not take apart.
    "office": f"""r.outcome = 'failed' AND u.reader IN {(*_OFFICE_ONLY, "doc", "xls", "docx", "xlsx")}
        AND NOT instr(r.reason, 'password')""",
}

_WAITING = """
SELECT d.sha256, p.size, u.reader, min(d.url), coalesce(r.reason, 'part of it needs OCR')
FROM documents d
JOIN payloads p ON p.sha256 = d.sha256 AND p.stored IS NOT NULL
JOIN readings r ON r.parse_id = d.current_parse_id
JOIN readers u ON u.reader_id = r.reader_id
WHERE {condition}
AND (:again OR NOT EXISTS (
    SELECT 1 FROM derivations v WHERE v.source_sha256 = d.sha256 AND v.recipe = :recipe AND (
        :version IS NULL OR (v.tool = :tool AND v.tool_version = :version AND v.settings = :settings)
    )
))
GROUP BY d.sha256 ORDER BY min(d.document_id)
"""

# What was sent (`source`) and a document that was made of it; only a payload with several sources can have another.
_SEEN_LATER = """
SELECT source, made FROM (
    SELECT r.document_id AS source, m.document_id AS made, m.derived_from, row_number() OVER (
        PARTITION BY m.document_id ORDER BY r.newest_fetched_at DESC, r.sha256 DESC
    ) AS ordinal
    FROM documents m
    JOIN derivations v ON v.sha256 = m.sha256
    JOIN documents s ON s.sha256 = v.source_sha256 AND s.context_digest = m.context_digest
    JOIN documents r ON r.document_id = coalesce(s.derived_from, s.document_id)
    WHERE m.derived_from IS NOT NULL AND m.sha256 IN (
        SELECT sha256 FROM derivations GROUP BY sha256 HAVING count(DISTINCT source_sha256) > 1)
) WHERE ordinal = 1 AND source <> derived_from
"""
_FOLLOW = """
UPDATE documents SET derived_from = f.document_id, portal_id = f.portal_id, first_capture_id = f.first_capture_id,
    newest_capture_id = f.newest_capture_id, newest_fetched_at = f.newest_fetched_at
FROM documents f WHERE f.document_id = ? AND documents.document_id = ?
"""

_LINK = """
INSERT INTO documents (sha256, context_digest, url, portal_id, first_capture_id, newest_capture_id, newest_fetched_at,
    derived_from)
SELECT v.sha256, s.context_digest, s.url, s.portal_id, s.first_capture_id, s.newest_capture_id, s.newest_fetched_at,
    coalesce(s.derived_from, s.document_id)
FROM derivations v
JOIN documents s ON s.sha256 = v.source_sha256
JOIN payloads p ON p.sha256 = v.sha256 AND p.stored IS NOT NULL
WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = v.sha256 AND d.context_digest = s.context_digest)
ORDER BY v.derivation_id, s.document_id
ON CONFLICT DO NOTHING
"""
