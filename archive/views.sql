-- What users may rely on. Any SQLite from 3.38 on reads these; nothing of them needs this program's functions.
-- A report's agency is reached by a subquery, not a join: where it is not asked for, SQLite leaves it out.

CREATE VIEW publishers AS
SELECT p.publisher_id, p.name, p.class, p.scope, p.division_code, p.valid_from, p.valid_until, p.evidence
FROM publisher_rows p
WHERE EXISTS (SELECT 1 FROM report_heads h WHERE h.publisher_id = p.publisher_id);

CREATE VIEW reports AS
SELECT h.report_id, h.publisher_id, h.agency, h.agency_class, h.scope, h.division_code, h.province, h.prefecture,
    h.county, h.year, h.title, h.published, h.produced, h.form, h.url, h.fetched_at, h.capture_id, h.parse_id,
    h.reader_version, h.media_type,
    h.checks_passed
        + (SELECT count(*) FROM link_results l WHERE l.report_id = h.report_id AND l.state = 'pass') AS checks_passed,
    h.checks_failed
        + (SELECT count(*) FROM link_results l WHERE l.report_id = h.report_id AND l.state = 'fail') AS checks_failed,
    h.cells_unknown
FROM report_heads h;

CREATE VIEW applications AS
SELECT l.report_id, (SELECT h.agency FROM report_heads h WHERE h.report_id = l.report_id) AS agency,
    l.province, l.division_code, l.year, l.line,
    CASE l.line
        WHEN 'new_received' THEN 'inflow'
        WHEN 'carried_over' THEN 'inflow'
        WHEN 'processed_total' THEN 'sum'
        WHEN 'carried_forward' THEN 'outflow'
        ELSE 'outcome'
    END AS kind,
    l.natural_person, l.business, l.research, l.nonprofit, l.legal_service, l.other_org, l.total
FROM application_lines l;

CREATE VIEW disclosures AS
SELECT m.report_id, (SELECT h.agency FROM report_heads h WHERE h.report_id = m.report_id) AS agency,
    m.province, m.division_code, m.year, m.item, m.measure, m.value, m.unit
FROM disclosure_measures m;

CREATE VIEW legal_challenges AS
SELECT c.report_id, (SELECT h.agency FROM report_heads h WHERE h.report_id = c.report_id) AS agency,
    c.province, c.division_code, c.year, c.channel, c.upheld, c.corrected, c.other, c.pending,
    c.total
FROM legal_channels c;

CREATE VIEW cells AS
WITH long (report_id, table_name, row_code, column_code, value) AS (
    SELECT report_id, 'disclosures', item, measure, value FROM disclosure_measures
    UNION ALL SELECT report_id, 'applications', line, 'natural_person', natural_person FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'business', business FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'research', research FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'nonprofit', nonprofit FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'legal_service', legal_service FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'other_org', other_org FROM application_lines
    UNION ALL SELECT report_id, 'applications', line, 'total', total FROM application_lines
    UNION ALL SELECT report_id, 'legal_challenges', channel, 'upheld', upheld FROM legal_channels
    UNION ALL SELECT report_id, 'legal_challenges', channel, 'corrected', corrected FROM legal_channels
    UNION ALL SELECT report_id, 'legal_challenges', channel, 'other', other FROM legal_channels
    UNION ALL SELECT report_id, 'legal_challenges', channel, 'pending', pending FROM legal_channels
    UNION ALL SELECT report_id, 'legal_challenges', channel, 'total', total FROM legal_channels
)
SELECT l.report_id, l.table_name, l.row_code, l.column_code, l.value, coalesce(d.kind, 'number') AS kind,
    coalesce(d.raw, CAST(l.value AS TEXT)) AS raw, d.derived_value
FROM long l LEFT JOIN cell_details d
    ON d.report_id = l.report_id AND d.table_name = l.table_name AND d.row_code = l.row_code
    AND d.column_code = l.column_code;

CREATE VIEW cell_notes AS
SELECT report_id, table_name, row_code, column_code, kind, raw, value, note, derived_value
FROM cell_details WHERE kind <> 'number';

CREATE VIEW indicators AS
SELECT s.report_id,
    (SELECT h.agency FROM report_heads h WHERE h.report_id = s.report_id) AS agency,
    (SELECT h.year FROM report_heads h WHERE h.report_id = s.report_id) AS year,
    s.code, s.label, s.value, s.unit, s.raw, s.kind, s.note
FROM statistic_rows s;

CREATE VIEW narrative_figures AS
SELECT s.report_id,
    (SELECT h.agency FROM report_heads h WHERE h.report_id = s.report_id) AS agency,
    (SELECT h.year FROM report_heads h WHERE h.report_id = s.report_id) AS year,
    s.code, s.value, s.approximate, s.quote
FROM stated_figures s;

CREATE VIEW sections AS
SELECT report_id, ordinal, code, heading, text FROM report_sections;

CREATE VIEW remarks AS
SELECT report_id, ordinal, remark FROM remark_rows;

CREATE VIEW report_metadata AS
SELECT report_id, field, value, source FROM metadata_fields;

CREATE VIEW checks AS
SELECT r.report_id, s.rule, s.subject, r.state, s.cells, r.detail
FROM check_results r JOIN check_shapes s ON s.shape_id = r.shape_id
UNION ALL
SELECT r.report_id, s.rule, s.subject, r.state, s.cells, r.detail
FROM link_results r JOIN check_shapes s ON s.shape_id = r.shape_id;

CREATE VIEW captures AS
SELECT c.capture_id, c.crawl_id, c.portal_id, c.url, c.fetched_at, c.status, c.verdict, c.media_type, c.charset,
    c.sha256, p.size, c.revisit_of, c.etag, c.last_modified, c.headers, c.tls_verified, c.error
FROM capture_log c LEFT JOIN payloads p ON p.sha256 = c.sha256;

CREATE VIEW parses AS
SELECT r.parse_id, d.first_capture_id AS capture_id, d.sha256, u.reader, u.reader_version, u.fingerprint, r.run_id,
    CASE
        WHEN d.current_parse_id = r.parse_id THEN CASE r.outcome WHEN 'report' THEN 'current' ELSE r.outcome END
        WHEN EXISTS (
            SELECT 1 FROM run_readings w JOIN runs n ON n.run_id = w.run_id
            WHERE w.new_parse_id = r.parse_id AND n.promoted_at IS NOT NULL AND n.rolled_back_at IS NULL
        ) THEN 'superseded'
        ELSE 'candidate'
    END AS state,
    r.outcome, r.reason, r.form, r.agency, r.year, d.report_id, d.url, r.created_at
FROM readings r
JOIN documents d ON d.document_id = r.document_id
JOIN readers u ON u.reader_id = r.reader_id;

CREATE VIEW parse_changes AS
SELECT c.run_id, coalesce(d.report_id, w.old_report_id) AS report_id, c.table_name, c.row_code, c.column_code,
    c.old_value, c.new_value, w.old_parse_id, w.new_parse_id, c.old_kind, c.new_kind, c.lost
FROM reading_changes c
JOIN run_readings w ON w.run_id = c.run_id AND w.document_id = c.document_id
JOIN documents d ON d.document_id = c.document_id
WHERE c.old_value IS NOT c.new_value;

CREATE VIEW source_changes AS
SELECT report_id, table_name, row_code, column_code, old_value, new_value, old_capture_id, new_capture_id
FROM revisions;

CREATE VIEW coverage AS
SELECT h.publisher_id, h.agency, h.division_code, h.year,
    CASE
        WHEN r.checks_failed > 0 THEN 'failing'
        WHEN r.checks_passed > 0 THEN 'checked'
        ELSE 'unknown'
    END AS status,
    CASE
        WHEN r.checks_passed + r.checks_failed > 0 THEN
            'report ' || h.report_id || ': ' || r.checks_passed || ' checks pass, ' || r.checks_failed || ' fail'
        ELSE 'report ' || h.report_id || ' is held; it has nothing that could be checked'
    END AS evidence
FROM report_heads h JOIN reports r ON r.report_id = h.report_id
UNION ALL
SELECT * FROM (
    WITH RECURSIVE missing (publisher_id, agency, division_code, year, until, earlier, later) AS (
        SELECT e.publisher_id, e.agency, e.division_code, e.year + 1, l.year, e.report_id, l.report_id
        FROM report_heads e JOIN report_heads l ON l.publisher_id = e.publisher_id AND l.year = (
            SELECT min(n.year) FROM report_heads n WHERE n.publisher_id = e.publisher_id AND n.year > e.year
        )
        WHERE l.year > e.year + 1
        UNION ALL
        SELECT publisher_id, agency, division_code, year + 1, until, earlier, later FROM missing WHERE year + 1 < until
    )
    SELECT publisher_id, agency, division_code, year, 'unknown',
        'none is held, but report ' || earlier || ' before it and report ' || later || ' after it'
    FROM missing
)
UNION ALL
SELECT NULL, NULL, NULL, year_hint,
    CASE
        WHEN capture_id IS NULL THEN 'unknown'
        WHEN verdict IN ('not_found', 'soft_404', 'stub') THEN 'not_found'
        WHEN verdict IN ('ok', 'revisit') THEN 'unread'
        ELSE 'refused'
    END,
    CASE
        WHEN capture_id IS NULL THEN 'named by list ' || list_id || ', never asked for'
        WHEN verdict IN ('ok', 'revisit') THEN 'named by list ' || list_id || '; capture ' || capture_id
            || ' is held, but not read' || coalesce(': ' || reason, '')
        ELSE 'named by list ' || list_id || '; capture ' || capture_id || ': ' || verdict || coalesce(', ' || error, '')
    END || ' (' || coalesce(title, 'no title') || ', ' || url || ')'
FROM (
    SELECT i.url, i.title, i.year_hint, max(l.list_id) AS list_id, c.capture_id, c.verdict, c.error, p.outcome, p.reason
    FROM list_items i
    JOIN list_readings l ON l.items_digest = i.items_digest
    LEFT JOIN capture_log c ON c.capture_id = (
        SELECT n.capture_id FROM capture_log n WHERE n.url = i.url ORDER BY n.fetched_at DESC, n.capture_id DESC LIMIT 1
    )
    LEFT JOIN documents d ON d.document_id = c.document_id
    LEFT JOIN readings p ON p.parse_id = d.current_parse_id
    WHERE NOT EXISTS (SELECT 1 FROM documents h WHERE h.url = i.url AND h.report_id IS NOT NULL)
    GROUP BY i.url
)
WHERE (verdict IS NULL OR verdict <> 'list') AND (outcome IS NULL OR outcome = 'failed');

CREATE VIEW portals AS
SELECT portal_id, name, division_code, home, family, last_crawled_at, recorded_at FROM portal_entries;

CREATE VIEW crawls AS
SELECT r.crawl_id, r.started_at, r.finished_at, r.reason, r.complete,
    (SELECT count(*) FROM capture_log c WHERE c.crawl_id = r.crawl_id) AS requests,
    (SELECT count(*) FROM capture_log c WHERE c.crawl_id = r.crawl_id AND c.new_payload) AS new_payloads,
    (SELECT count(*) FROM capture_log c
     WHERE c.crawl_id = r.crawl_id AND c.verdict NOT IN ('ok', 'list', 'revisit')) AS refusals,
    r.portal_ids, r.settings
FROM crawl_runs r;

CREATE VIEW listings AS
SELECT list_id, crawl_id, portal_id, url, family, declared_total, harvested, complete, reason
FROM list_readings;

CREATE VIEW gongkai_columns AS
SELECT view, column_name, unit, meaning FROM column_meanings;
