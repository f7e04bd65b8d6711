"""Merging one archive after the other: first bytes, in small transactions, then all rows in one.

Where a merge is cut off in its first part, a few payloads more are held, which nothing names yet; in its second part,
nothing of it is done. The same merge, begun again, completes it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archive import owners
from archive.derived import making
from archive.merge import current, fetches, history, payload_bytes, plan, publishers, sources, tombstones
from archive.merge.joining import drop_maps, join, make_map, map_by_key
from archive.merge.payload_bytes import Brought
from archive.parsed import corrections, listed_titles, pairs, runs
from archive.parsed.projection import settle
from archive.sqlite_errors import in_one_line
from archive.store import Archive, ArchiveDamaged, ArchiveLocked, error_for

CHUNK = 256

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Merged:
    """What one archive added. `new` counts rows by what they are; everything else of it was known.

    `reports`: how many there were before and are now; `replaced`: documents whose current reading is another now.
    `removed`: payloads held here that the other archive had withdrawn. `healed`: payloads damaged here and sound
    there. `damaged`: what was found damaged there.
    """

    source: str
    new: dict[str, int] = field(default_factory=dict)
    reports: tuple[int, int] = (0, 0)
    replaced: int = 0
    removed: int = 0
    healed: int = 0
    damaged: list[str] = field(default_factory=list)


def merge(archive: Archive, paths: Sequence[Path], progress: Progress | None = None) -> list[Merged]:
    """Take in everything that these archives hold. All are looked at before the first is merged.

    Raises MergeRefused where one is the archive itself; ArchiveLocked while another process crawls or parses into it;
    ArchiveMissing, NotAnArchive, ArchiveNewer, ArchiveDamaged.
    """
    tell = progress or (lambda _done, _total, _what: None)
    runs.refuse_beside_the_living(archive)
    _refuse_beside_a_living_crawl(archive)
    sources.refuse_what_is_none(paths, archive.path)
    merged = []
    for path in paths:
        with sources.opened(path, archive.path.parent) as at:
            merged.append(_merge_one(archive, path, at, tell))
    return merged


def _refuse_beside_a_living_crawl(archive: Archive) -> None:
    """The rows of an archive are joined in one transaction; a crawl would wait for its end, and give up."""
    for crawl_id, owner, alive_at in archive.connection.execute(
        "SELECT crawl_id, owner, alive_at FROM crawl_runs WHERE finished_at IS NULL AND owner IS NOT NULL"
    ).fetchall():
        if owner != owners.this_process() and owners.is_alive(owner, alive_at):
            raise ArchiveLocked(f"{archive.path} is locked: {owners.described(owner)} is at work on crawl {crawl_id}")


def _merge_one(archive: Archive, path: Path, at: Path, tell: Progress) -> Merged:
    with archive.attached(at, "source"), _blaming(archive, path):
        merged = Merged(str(path))
        brought = payload_bytes.bring(archive, tell)
        with archive.write() as conn:
            reports_before = _reports(conn)
            merged.new["tombstones"], merged.removed = tombstones.join_tombstones(conn)
            payload_bytes.bring_the_rest(conn, brought)
            _join_what_was_fetched(conn, merged, tell)
            _join_what_was_read(conn, merged, tell)
            _make_reports(conn, tell)
            while listed_titles.are_waiting(conn):
                listed_titles.read_some(conn)
            merged.new["corrections"] = _join_corrections(conn)
            merged.reports = (reports_before, _reports(conn))
            if merged.removed:
                pairs.forget_removed(conn)
            drop_maps(conn)
        _say_what_was_brought(merged, brought)
    return merged


@contextmanager
def _blaming(archive: Archive, path: Path) -> Iterator[None]:
    """Says which of the two archives is damaged, where one is."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ArchiveDamaged(
            f"{path}: its rows need what it does not hold ({error}), and none of them was merged; "
            f"`gongkai --archive {path} verify` names them"
        ) from error
    except (sqlite3.DatabaseError, ArchiveDamaged) as error:
        plain = error if isinstance(error, ArchiveDamaged) else error_for(archive.path, error)
        if isinstance(plain, ArchiveDamaged) and (what := _damage_there(archive)) is not None:
            raise ArchiveDamaged(
                f"{path} is damaged, and its rows were not merged: {what}; `gongkai --archive {path} verify` says more"
            ) from error
        raise


def _damage_there(archive: Archive) -> str | None:
    try:
        finding = archive.connection.execute("PRAGMA source.quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if finding == "ok" else in_one_line(finding)


def _say_what_was_brought(merged: Merged, brought: Brought) -> None:
    merged.new["payloads"] = brought.payloads
    merged.healed, merged.damaged = brought.healed, list(dict.fromkeys(brought.damaged))


def _join_what_was_fetched(conn: sqlite3.Connection, merged: Merged, tell: Progress) -> None:
    merged.new["crawls"] = join(conn, plan.CRAWLS)
    map_by_key(conn, "crawl", plan.CRAWLS)
    merged.new["portals"] = join(conn, plan.PORTALS)
    join(conn, plan.COLUMNS)
    conn.execute(_UNREAD_LISTS)
    join(conn, plan.LIST_ITEMS)
    merged.new["lists"] = join(conn, plan.LISTS)
    map_by_key(conn, "list", plan.LISTS)
    conn.execute(_RESTED_ON)
    conn.execute(_TOMBSTONED_PAYLOADS)
    merged.new["captures"] = fetches.join_captures(conn, tell)
    join(conn, plan.REQUESTS)
    make_map(conn, "open_crawl", _OPEN_CRAWLS)
    join(conn, plan.FRONTIER)
    conn.execute(_NOTHING_LEFT_TO_ASK)


def _join_what_was_read(conn: sqlite3.Connection, merged: Merged, tell: Progress) -> None:
    merged.new["documents"] = fetches.join_documents(conn)
    conn.execute(_MADE_EARLIER_THERE)
    conn.execute(_DERIVATIONS)
    conn.execute(_FIRST_MAKING)
    tombstones.agree_on_what_was_made(conn)
    merged.new["documents"] += making.link(conn)
    followed = [(document_id,) for document_id in making.follow_newest(conn)]
    conn.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", followed)
    fetches.follow_what_was_sent(conn)
    join(conn, plan.READERS)
    map_by_key(conn, "reader", plan.READERS)
    current.choose(conn)
    merged.new["runs"] = join(conn, plan.RUNS)
    map_by_key(conn, "run", plan.RUNS)
    history.join_events(conn)
    tell(0, 0, "readings")
    conn.execute(_READ_OTHERWISE)
    merged.new["readings"] = join(conn, plan.READINGS)
    map_by_key(conn, "reading", plan.READINGS)
    join(conn, plan.RUN_READINGS)
    join(conn, plan.CHANGES)
    merged.replaced = current.point(conn)


def _make_reports(conn: sqlite3.Connection, tell: Progress) -> None:
    """Everything that users see follows from the current readings."""
    publishers.identify_anew(conn, tell)
    total = conn.execute("SELECT count(*) FROM temp.touched").fetchone()[0]
    after, done = 0, 0
    while rows := conn.execute(_TOUCHED, (after, CHUNK)).fetchall():
        settle(conn, [row[0] for row in rows])
        after, done = rows[-1][0], done + len(rows)
        tell(done, total, "reports")
    publishers.forget_unnamed(conn)
    conn.execute(_OLD_REPORTS)


def _join_corrections(conn: sqlite3.Connection) -> int:
    """Those of payloads that were withdrawn stay out."""
    withdrawn = {row[0] for row in conn.execute("SELECT sha256 FROM main.withdrawn_payloads")}
    said = (one for one in _said_there(conn) if one.sha256 not in withdrawn)
    return corrections.take(conn, said).added


def _said_there(conn: sqlite3.Connection) -> Iterable[corrections.Said]:
    names = ", ".join(corrections.Said.__slots__)
    return [corrections.Said(*row) for row in conn.execute(f"SELECT {names} FROM source.correction_log ORDER BY uid")]


def _reports(conn: sqlite3.Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM report_heads").fetchone()[0])


_UNREAD_LISTS = """
INSERT OR IGNORE INTO main.unread_lists (items_digest)
SELECT DISTINCT s.items_digest FROM source.list_items s
WHERE NOT EXISTS (SELECT 1 FROM main.list_items m WHERE m.items_digest = s.items_digest)
"""

_TOUCHED = "SELECT document_id FROM temp.touched WHERE document_id > ? ORDER BY document_id LIMIT ?"

_OPEN_CRAWLS = """
SELECT m.source, m.target FROM temp.map_crawl m JOIN main.crawl_runs c ON c.crawl_id = m.target
WHERE c.finished_at IS NULL
"""

_READ_OTHERWISE = """
INSERT OR IGNORE INTO temp.touched
SELECT d.target FROM temp.map_document d JOIN source.readings s ON s.document_id = d.source
JOIN temp.map_reader u ON u.source = s.reader_id
JOIN main.readings t ON t.document_id = d.target AND t.reader_id = u.target
WHERE t.body_digest IS NOT s.body_digest
"""

_SAME_MAKING = " AND ".join(f"t.{column} IS s.{column}" for column in plan.DERIVATION)
# What users see of a document that was made says which making came first.
_MADE_EARLIER_THERE = f"""
INSERT OR IGNORE INTO temp.touched
SELECT d.document_id FROM main.documents d WHERE d.derived_from IS NOT NULL AND d.sha256 IN (
    SELECT s.sha256 FROM source.derivations s
    WHERE NOT EXISTS (SELECT 1 FROM main.derivations t WHERE {_SAME_MAKING} AND t.made_at <= s.made_at))
"""
_DERIVATIONS = f"""
INSERT INTO main.derivations ({", ".join(plan.DERIVATION)}, made_at)
SELECT {", ".join(f"s.{column}" for column in plan.DERIVATION)}, s.made_at FROM source.derivations s
WHERE NOT EXISTS (SELECT 1 FROM main.derivations t WHERE {_SAME_MAKING}) ORDER BY s.derivation_id
"""
_FIRST_MAKING = f"""
UPDATE main.derivations AS t SET made_at = s.made_at FROM source.derivations s
WHERE {_SAME_MAKING} AND s.made_at < t.made_at
"""

_NOTHING_LEFT_TO_ASK = """
DELETE FROM main.frontier WHERE crawl_id IN (SELECT crawl_id FROM main.crawl_runs WHERE finished_at IS NOT NULL)
"""

_RESTED_ON = """
UPDATE main.list_readings SET rested_on = r.target
FROM temp.map_list m JOIN source.list_readings s ON s.list_id = m.source
JOIN temp.map_list r ON r.source = s.rested_on
WHERE m.target = main.list_readings.list_id
AND (main.list_readings.recorded_at, main.list_readings.items_digest) = (s.recorded_at, s.items_digest)
"""

# A payload withdrawn in this archive that captures of the other one name has its row here; so has every one without
# bytes, or the captures would point to nothing.
_TOMBSTONED_PAYLOADS = """
INSERT INTO main.payloads (sha256, size, media_type, stored)
SELECT sha256, size, media_type, NULL FROM source.payloads WHERE stored IS NULL ON CONFLICT DO NOTHING
"""

# Where a run took a document out of a report that other documents are still of.
_OLD_REPORTS = """
UPDATE main.run_readings SET old_report_id = d.report_id
FROM temp.map_run r
JOIN source.run_readings w ON w.run_id = r.source AND w.old_report_id IS NOT NULL
JOIN temp.map_document m ON m.source = w.document_id
JOIN source.report_heads h ON h.report_id = w.old_report_id
JOIN temp.map_document b ON b.source = h.document_id
JOIN main.documents d ON d.document_id = b.target
WHERE main.run_readings.run_id = r.target AND main.run_readings.document_id = m.target
AND main.run_readings.old_report_id IS NULL
"""
