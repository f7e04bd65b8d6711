"""A report with all that it stands on: its documents as read, which of them counts, and corrections laid over them."""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from archive.derived.making import FIRST_MADE
from archive.parsed.best import Candidate, Choice, choose
from archive.parsed.bodies import reading_in
from archive.parsed.overlay import Overlaid, in_force, overlay
from parsers.model import Context


@dataclass(frozen=True, slots=True)
class GatheredReport:
    """A report's documents, that which stands for it chosen by the readings alone, and corrections laid over all."""

    candidates: list[Candidate]
    choice: Choice
    laid: dict[int, Overlaid]  # by document

    @property
    def chosen(self) -> Candidate:
        return self.choice.best

    @property
    def corrections(self) -> str | None:
        """The numbers of the corrections that lie over the chosen document, or None."""
        return " ".join(map(str, sorted(self.laid[self.chosen.document_id].states))) or None


def gather(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, GatheredReport]:
    """These reports; each has at least one document. Raises BodyDamaged."""
    candidates = _candidates(conn, report_ids)
    corrections = in_force(conn, (one.sha256 for held in candidates.values() for one in held))
    return {
        report_id: GatheredReport(
            candidates[report_id],
            choose(candidates[report_id]),
            {one.document_id: overlay(one.reading, corrections.get(one.sha256, ())) for one in candidates[report_id]},
        )
        for report_id in report_ids
    }


def _candidates(conn: sqlite3.Connection, report_ids: list[int]) -> dict[int, list[Candidate]]:
    found: dict[int, list[Candidate]] = defaultdict(list)
    for report_id, context_json, stored, publisher_id, *rest in conn.execute(_CANDIDATES, (json.dumps(report_ids),)):
        document_id, sha256, url, first, first_at, newest, newest_at, parse_id, digest, version, *of_kind = rest
        media_type, made = of_kind
        recipe, made_by, made_at = json.loads(made) if made is not None else (None, None, "")
        reading = reading_in(digest, stored)
        found[report_id].append(
            Candidate(
                document_id=document_id,
                sha256=sha256,
                url=url,
                list_date=Context.from_json(context_json).list_date,
                reading=reading,
                first_capture_id=first,
                first_fetched_at=first_at,
                newest_capture_id=newest,
                newest_fetched_at=newest_at,
                is_identified=publisher_id is not None and reading.year is not None,
                parse_id=parse_id,
                body_digest=digest,
                reader_version=version,
                media_type=media_type,
                recipe=recipe,
                made_by=made_by,
                made_at=made_at,
            )
        )
    return found


_CANDIDATES = f"""
SELECT d.report_id, c.json, b.stored, r.publisher_id, d.document_id, d.sha256, d.url, d.first_capture_id, f.fetched_at,
    d.newest_capture_id, d.newest_fetched_at, r.parse_id, r.body_digest, u.reader_version, f.media_type,
    CASE WHEN d.derived_from IS NOT NULL THEN (
        SELECT json_array(v.recipe, v.tool || ' ' || v.tool_version, v.made_at) FROM derivations v
        WHERE v.sha256 = d.sha256 ORDER BY {FIRST_MADE} LIMIT 1
    ) END
FROM documents d
JOIN readings r ON r.parse_id = d.current_parse_id AND r.outcome = 'report'
JOIN readers u ON u.reader_id = r.reader_id
JOIN bodies b ON b.digest = r.body_digest AND b.stored IS NOT NULL
JOIN contexts c ON c.digest = d.context_digest
JOIN capture_log f ON f.capture_id = d.first_capture_id
WHERE d.report_id IN (SELECT value FROM json_each(?))
ORDER BY d.report_id, d.document_id
"""
