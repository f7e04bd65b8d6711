-- Corrections, what the archive needs to read as it read on an earlier day, and the divisions that owe reports.

-- A human correction of one cell as the payload's reading gives it; never changed, but for its withdrawal.
-- `uid` is the digest of what it says, so the same correction has the same one in every archive; `recorded_at` and
-- `withdrawal_recorded_at` are when this archive was told.
CREATE TABLE correction_log (
    correction_id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    expected_value NUMERIC,
    new_value NUMERIC,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    author TEXT,
    added_at TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_reason TEXT,
    recorded_at TEXT NOT NULL,
    withdrawal_recorded_at TEXT
);
CREATE INDEX correction_log_cell ON correction_log (sha256, table_name, row_code, column_code, added_at, uid);

-- What became of each correction in force in each report that has its payload: a projection, like the rows of reports.
-- `state`: applied, agrees, stale, replaced. `reading_value`: what the reading that stands for the report says itself.
CREATE TABLE correction_states (
    report_id INTEGER NOT NULL,
    correction_id INTEGER NOT NULL REFERENCES correction_log (correction_id),
    state TEXT NOT NULL,
    reading_value NUMERIC,
    PRIMARY KEY (report_id, correction_id)
) WITHOUT ROWID;
CREATE INDEX correction_states_correction ON correction_states (correction_id);

-- The corrections that lie over the reading whose rows stand, by number; NULL: none.
ALTER TABLE report_heads ADD COLUMN corrections TEXT;
CREATE INDEX report_heads_division ON report_heads (division_code, year, agency_class);

-- Memory: which reading was current, and of which report, since when; several changes within a second are one.
CREATE TABLE document_log (
    document_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    current_parse_id INTEGER,
    report_id INTEGER,
    PRIMARY KEY (document_id, at)
) WITHOUT ROWID;
CREATE INDEX document_log_at ON document_log (at);
CREATE TRIGGER document_log_begins AFTER INSERT ON documents
WHEN new.current_parse_id IS NOT NULL OR new.report_id IS NOT NULL
BEGIN
    INSERT INTO document_log (document_id, at, current_parse_id, report_id)
    VALUES (new.document_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), new.current_parse_id, new.report_id)
    ON CONFLICT (document_id, at)
    DO UPDATE SET current_parse_id = excluded.current_parse_id, report_id = excluded.report_id;
END;
CREATE TRIGGER document_log_goes_on AFTER UPDATE OF current_parse_id, report_id ON documents
WHEN new.current_parse_id IS NOT old.current_parse_id OR new.report_id IS NOT old.report_id
BEGIN
    INSERT INTO document_log (document_id, at, current_parse_id, report_id)
    VALUES (new.document_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), new.current_parse_id, new.report_id)
    ON CONFLICT (document_id, at)
    DO UPDATE SET current_parse_id = excluded.current_parse_id, report_id = excluded.report_id;
END;

-- Which was the last capture that the archive held in each second in which it got one.
CREATE TABLE capture_marks (
    at TEXT PRIMARY KEY,
    last_capture_id INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER capture_marks_go_on AFTER INSERT ON capture_log
BEGIN
    INSERT INTO capture_marks (at, last_capture_id)
    VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), new.capture_id)
    ON CONFLICT (at) DO UPDATE SET last_capture_id = max(last_capture_id, excluded.last_capture_id);
END;

-- The portals as they were recorded, each time.
CREATE TABLE portal_log (
    portal_id TEXT NOT NULL,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    division_code TEXT,
    home TEXT,
    family TEXT,
    entry TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    last_crawl_id INTEGER,
    last_crawled_at TEXT,
    PRIMARY KEY (portal_id, at)
) WITHOUT ROWID;
CREATE TRIGGER portal_log_begins AFTER INSERT ON portal_entries
BEGIN
    DELETE FROM portal_log WHERE portal_id = new.portal_id AND at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now');
    INSERT INTO portal_log
    VALUES (new.portal_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), new.name, new.division_code, new.home, new.family,
        new.entry, new.recorded_at, new.last_crawl_id, new.last_crawled_at);
END;
CREATE TRIGGER portal_log_goes_on AFTER UPDATE ON portal_entries
BEGIN
    DELETE FROM portal_log WHERE portal_id = new.portal_id AND at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now');
    INSERT INTO portal_log
    VALUES (new.portal_id, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), new.name, new.division_code, new.home, new.family,
        new.entry, new.recorded_at, new.last_crawl_id, new.last_crawled_at);
END;

-- An archive that was there before: its memory is exact from now on, and what it says of days before is the best
-- that its rows tell. `captures_before`: captures up to this one are dated by their fetch.
INSERT INTO facts (name, value)
SELECT 'memory_since', strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE EXISTS (SELECT 1 FROM capture_log);
INSERT INTO facts (name, value) SELECT 'captures_before', coalesce(max(capture_id), 0) FROM capture_log;
INSERT INTO document_log (document_id, at, current_parse_id, report_id)
SELECT d.document_id, r.created_at, d.current_parse_id, d.report_id
FROM documents d JOIN readings r ON r.parse_id = d.current_parse_id;
INSERT INTO portal_log
SELECT portal_id, recorded_at, name, division_code, home, family, entry, recorded_at, last_crawl_id, last_crawled_at
FROM portal_entries;

-- The names under which divisions owe reports, by report year; made from the table of divisions.
CREATE TABLE division_years (
    code TEXT NOT NULL,
    first_year INTEGER NOT NULL,
    last_year INTEGER,
    name TEXT NOT NULL,
    PRIMARY KEY (code, first_year)
) WITHOUT ROWID;

CREATE INDEX capture_log_portal ON capture_log (portal_id, crawl_id, verdict);
CREATE INDEX list_readings_portal ON list_readings (portal_id, crawl_id);
