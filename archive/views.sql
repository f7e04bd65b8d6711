-- What users may rely on. Any SQLite from 3.38 on reads these; nothing of them needs this program's functions.
-- A report's agency is reached by a subquery, not a join: where it is not asked for, SQLite leaves it out.

CREATE VIEW publishers AS
SELECT p.publisher_id, p.name, p.class, p.scope, p.division_code, p.valid_from, p.valid_until, p.evidence
FROM publisher_rows p
WHERE EXISTS (SELECT 1 FROM report_heads h WHERE h.publisher_id = p.publisher_id);

CREATE VIEW reports AS
SELECT h.report_id, h.publisher_id, h.agency, h.agency_class, h.scope, h.division_code, h.province, h.prefecture,
    h.county, h.year, h.title, h.published, h.produced, h.form, h.url, h.fetched_at, h.capture_id, h.parse_id,
    h.reader_version, h.media_type, h.best_reason,
    h.checks_passed
        + (SELECT count(*) FROM link_results l WHERE l.report_id = h.report_id AND l.state = 'pass')
        + (SELECT count(*) FROM agreement_results a WHERE a.report_id = h.report_id AND a.state = 'pass')
        AS checks_passed,
    h.checks_failed
        + (SELECT count(*) FROM link_results l WHERE l.report_id = h.report_id AND l.state = 'fail')
        + (SELECT count(*) FROM agreement_results a WHERE a.report_id = h.report_id AND a.state = 'fail')
        AS checks_failed,
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
    l.natural_person, l.business, l.research, l.nonprofit, l.legal_service, l.other_org, l.total, l.scope
FROM application_lines l;

CREATE VIEW disclosures AS
SELECT m.report_id, (SELECT h.agency FROM report_heads h WHERE h.report_id = m.report_id) AS agency,
    m.province, m.division_code, m.year, m.item, m.measure, m.value, m.unit, m.scope
FROM disclosure_measures m;

CREATE VIEW legal_challenges AS
SELECT c.report_id, (SELECT h.agency FROM report_heads h WHERE h.report_id = c.report_id) AS agency,
    c.province, c.division_code, c.year, c.channel, c.upheld, c.corrected, c.other, c.pending,
    c.total, c.scope
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
FROM cell_details WHERE kind <> 'number' OR note <> '';

CREATE VIEW corrections AS
SELECT c.correction_id, s.report_id, c.sha256, c.table_name, c.row_code, c.column_code,
    CASE
        WHEN c.withdrawn_at IS NOT NULL THEN 'withdrawn'
        WHEN EXISTS (
            SELECT 1 FROM correction_log l
            WHERE l.sha256 = c.sha256 AND l.table_name = c.table_name AND l.row_code = c.row_code
            AND l.column_code = c.column_code AND l.withdrawn_at IS NULL AND (l.added_at, l.uid) > (c.added_at, c.uid)
        ) THEN 'superseded'
        ELSE coalesce(s.state, 'unread')
    END AS state,
    c.expected_value, c.new_value, s.reading_value, c.reason, c.source, c.author, c.added_at, c.withdrawn_at,
    c.withdrawn_reason
FROM correction_log c LEFT JOIN correction_states s ON s.correction_id = c.correction_id;

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
FROM link_results r JOIN check_shapes s ON s.shape_id = r.shape_id
UNION ALL
SELECT r.report_id, s.rule, s.subject, r.state, s.cells, r.detail
FROM agreement_results r JOIN check_shapes s ON s.shape_id = r.shape_id;

CREATE VIEW captures AS
SELECT c.capture_id, c.crawl_id, c.portal_id, c.url, c.fetched_at, c.status, c.verdict, c.media_type, c.charset,
    c.sha256, p.size, c.revisit_of, c.etag, c.last_modified, c.headers, c.tls_verified, c.error, c.received_sha256
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

-- Years go from the first that a report or list names, though not before the regulations of 2008, to the last that is
-- over in China. A report is due on 31 January of the next year, of a government or a region's roll-up on 31 March
-- (Regulations on Open Government Information, 2019, articles 49 and 50).
CREATE VIEW coverage AS
WITH RECURSIVE
bounds (first, last, today) AS (
    SELECT max(2008, min(year)), CAST(strftime('%Y', 'now', '+8 hours') AS INTEGER) - 1, date('now', '+8 hours')
    FROM (
        SELECT min(year) AS year FROM report_heads
        UNION ALL
        SELECT min(i.year_hint) FROM list_items i
        WHERE i.year_hint IS NOT NULL AND EXISTS (SELECT 1 FROM list_readings l WHERE l.items_digest = i.items_digest)
    )
),
years (year, today) AS (
    SELECT first, today FROM bounds WHERE first <= last
    UNION ALL
    SELECT y.year + 1, y.today FROM years y JOIN bounds b WHERE y.year < b.last
),
lists_read (crawl_id, portal_id, lists, complete) AS (
    SELECT crawl_id, portal_id, count(*), min(complete) FROM list_readings GROUP BY crawl_id, portal_id
),
-- MATERIALIZED, or SQLite finds the status out for each time that it is looked at.
crawled (division_code, portal_id, crawl_id, lists, status) AS MATERIALIZED (
    SELECT p.division_code, p.portal_id, p.last_crawl_id, l.lists,
        CASE
            WHEN l.complete = 1 AND r.complete = 1 AND NOT EXISTS (
                SELECT 1 FROM list_readings x JOIN list_items i ON i.items_digest = x.items_digest
                WHERE x.portal_id = p.portal_id AND x.crawl_id = p.last_crawl_id
                AND NOT EXISTS (SELECT 1 FROM capture_log c WHERE c.url = i.url)
            ) THEN 'not_found'
            WHEN l.lists IS NULL AND EXISTS (
                SELECT 1 FROM capture_log c WHERE c.portal_id = p.portal_id AND c.crawl_id = p.last_crawl_id
            ) AND NOT EXISTS (
                SELECT 1 FROM capture_log c WHERE c.portal_id = p.portal_id AND c.crawl_id = p.last_crawl_id
                AND c.verdict IN ('ok', 'list', 'revisit')
            ) THEN 'refused'
            ELSE 'unknown'
        END
    FROM portal_entries p JOIN crawl_runs r ON r.crawl_id = p.last_crawl_id
    LEFT JOIN lists_read l ON l.crawl_id = p.last_crawl_id AND l.portal_id = p.portal_id
    WHERE p.division_code IS NOT NULL
),
-- Of several portals of a division that counts which tells least. min() takes the other columns from its row.
asked (division_code, status, evidence, least) AS (
    SELECT division_code, status,
        CASE status
            WHEN 'not_found' THEN 'the lists of portal ' || portal_id || ' (' || lists
                || ') were read to their end in crawl ' || crawl_id || ', and all that they name was asked for'
            WHEN 'refused' THEN 'portal ' || portal_id || ' gave nothing but refusals in crawl ' || crawl_id
            ELSE 'portal ' || portal_id || ' was crawled in crawl ' || crawl_id || ', but not all of it'
        END,
        min(CASE status WHEN 'unknown' THEN 0 WHEN 'refused' THEN 1 ELSE 2 END)
    FROM crawled GROUP BY division_code
),
-- Addresses that lists name and no report rests on. Of an address that list counts which was read last: max() takes
-- the other columns from its row. This goes through all that lists name, so it asks for no more than indexes hold.
unheld (url, list_id, portal_id, items_digest, ordinal) AS (
    SELECT i.url, max(l.list_id), l.portal_id, i.items_digest, i.ordinal
    FROM list_items i JOIN list_readings l ON l.items_digest = i.items_digest
    WHERE NOT EXISTS (SELECT 1 FROM documents h WHERE h.url = i.url AND h.report_id IS NOT NULL)
    GROUP BY i.url
),
-- What their titles say of them. A notice says a year, too, but not that of a report.
named (url, title, year, agency, list_id, portal_id) AS (
    SELECT n.url, i.title, coalesce(i.year_hint, CASE WHEN t.kind IN ('report', 'other') THEN t.year END), t.agency,
        n.list_id, n.portal_id
    FROM unheld n JOIN list_items i ON i.items_digest = n.items_digest AND i.ordinal = n.ordinal
    LEFT JOIN listed_titles t ON t.title = i.title
),
-- What portals are known to print of whom: keys are portal|(its number)|(the name)|(class and scope). A name that two
-- publishers bear tells neither. The casts are for speed: SQLite indexes a column of a join by itself only where it is
-- of the type of what it is compared with.
printed (portal_id, agency, publisher_id) AS MATERIALIZED (
    SELECT CAST(portal_id AS TEXT), CAST(substr(rest, 1, instr(rest, '|') - 1) AS TEXT), max(publisher_id)
    FROM (
        SELECT substr(key, 8, instr(substr(key, 8), '|') - 1) AS portal_id,
            substr(key, 8 + instr(substr(key, 8), '|')) AS rest, publisher_id
        FROM publisher_keys WHERE key > 'portal|' AND key < 'portal}'
    )
    GROUP BY 1, 2 HAVING count(*) = 1
),
-- The governments of the portals' divisions, and the first publisher that was each. min() takes it from its row.
governments (portal_id, agency, code, first_year, last_year, publisher_id) AS MATERIALIZED (
    SELECT p.portal_id, CAST(d.name || '人民政府' AS TEXT), d.code, d.first_year, d.last_year, g.publisher_id
    FROM portal_entries p JOIN division_years d ON d.code = p.division_code
    LEFT JOIN (
        SELECT division_code, publisher_id, min(year) FROM report_heads
        WHERE agency_class = 'government' AND scope = 'own' AND publisher_id IS NOT NULL AND division_code IS NOT NULL
        GROUP BY division_code
    ) g ON g.division_code = d.code
),
-- Whose they are: of the one publisher that the portal and the printed name tell, or of the division's government.
owned (url, title, year, agency, list_id, publisher_id, government) AS MATERIALIZED (
    SELECT n.url, n.title, n.year, n.agency, n.list_id,
        CAST(coalesce(k.publisher_id, g.publisher_id) AS INTEGER), g.code
    FROM named n
    LEFT JOIN printed k ON k.agency = n.agency AND k.portal_id = n.portal_id
    LEFT JOIN governments g ON g.agency = n.agency AND g.portal_id = n.portal_id
        AND n.year BETWEEN g.first_year AND coalesce(g.last_year, n.year)
),
-- What became of them. Those of an owner and those of none ask for it each on their own: who asks for one publisher or
-- division does not wait for the latter, which may be most.
owed (url, title, year, agency, list_id, publisher_id, government, capture_id, verdict, error, reason)
AS NOT MATERIALIZED (
    SELECT o.*, c.capture_id, c.verdict, c.error, p.reason
    FROM owned o
    LEFT JOIN capture_log c ON c.capture_id = (
        SELECT n.capture_id FROM capture_log n WHERE n.url = o.url ORDER BY n.fetched_at DESC, n.capture_id DESC LIMIT 1
    )
    LEFT JOIN documents d ON d.document_id = c.document_id
    LEFT JOIN readings p ON p.parse_id = d.current_parse_id
    WHERE (c.verdict IS NULL OR c.verdict <> 'list') AND (p.outcome IS NULL OR p.outcome = 'failed')
    AND NOT EXISTS (SELECT 1 FROM withdrawn_payloads w WHERE w.sha256 = c.sha256)
),
-- Of several of one publisher and year that counts of which most is held or could be: min() takes the other columns
-- from its row.
listed (
    url, title, year, agency, list_id, publisher_id, government, capture_id, verdict, error, reason, documents, best
) AS MATERIALIZED (
    SELECT *, count(*), min(
        CASE
            WHEN capture_id IS NULL THEN 2
            WHEN verdict IN ('ok', 'revisit') THEN 0
            WHEN verdict IN ('not_found', 'soft_404', 'stub') THEN 3
            ELSE 1
        END || url
    )
    FROM owed WHERE year IS NOT NULL AND coalesce(publisher_id, government) IS NOT NULL
    GROUP BY publisher_id, government, year
    UNION ALL
    SELECT *, 1, NULL FROM owed WHERE year IS NULL AND coalesce(publisher_id, government) IS NOT NULL
),
-- NULL stands in the columns themselves, so that SQLite sees that nothing of the second half is asked for.
not_held (
    publisher_id, agency, division_code, year, url, title, list_id, capture_id, verdict, error, reason, documents
) AS (
    SELECT n.publisher_id, n.agency, coalesce(b.division_code, n.government), n.year, n.url, n.title, n.list_id,
        n.capture_id, n.verdict, n.error, n.reason, n.documents
    FROM listed n LEFT JOIN publisher_rows b ON b.publisher_id = n.publisher_id
    WHERE NOT EXISTS (SELECT 1 FROM report_heads h WHERE h.publisher_id = n.publisher_id AND h.year = n.year)
    UNION ALL
    SELECT NULL, agency, NULL, year, url, title, list_id, capture_id, verdict, error, reason, 1
    FROM owed WHERE coalesce(publisher_id, government) IS NULL
),
listed_of (publisher_id, year, documents, url) AS (
    SELECT publisher_id, year, sum(documents), min(url) FROM listed
    WHERE publisher_id IS NOT NULL AND year IS NOT NULL GROUP BY publisher_id, year
),
missing (publisher_id, year, today, due, earlier, later) AS (
    SELECT b.publisher_id, y.year, y.today,
        (y.year + 1) || CASE WHEN b.class = 'government' OR b.scope = 'aggregate' THEN '-03-31' ELSE '-01-31' END,
        (SELECT e.report_id FROM report_heads e
         WHERE e.publisher_id = b.publisher_id AND e.year < y.year ORDER BY e.year DESC LIMIT 1),
        (SELECT l.report_id FROM report_heads l
         WHERE l.publisher_id = b.publisher_id AND l.year > y.year ORDER BY l.year LIMIT 1)
    FROM (SELECT publisher_id, min(year) AS first FROM report_heads WHERE year IS NOT NULL GROUP BY publisher_id) p
    JOIN publisher_rows b ON b.publisher_id = p.publisher_id
    JOIN years y ON y.year BETWEEN max(p.first - 1, coalesce(CAST(substr(b.valid_from, 1, 4) AS INTEGER), 0))
        AND coalesce(CAST(substr(b.valid_until, 1, 4) AS INTEGER), y.year)
    WHERE NOT EXISTS (SELECT 1 FROM report_heads h WHERE h.publisher_id = b.publisher_id AND h.year = y.year)
)
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
    END || CASE
        WHEN n.documents IS NULL THEN ''
        ELSE '; lists name ' || n.documents || ' more of it that is not held, such as ' || n.url
    END AS evidence
FROM report_heads h JOIN reports r ON r.report_id = h.report_id
LEFT JOIN listed_of n ON n.publisher_id = h.publisher_id AND n.year = h.year
UNION ALL
-- Who published for a year is expected for the year before, and for all since. Publisher and year are compared as one
-- text, for in a list of pairs, which may be NULL, SQLite looks at every one.
SELECT m.publisher_id, n.agency, n.division_code, m.year,
    CASE WHEN m.today <= m.due THEN 'not_due' ELSE coalesce(a.status, 'unknown') END,
    CASE
        WHEN m.earlier IS NULL THEN
            'none is held; report ' || m.later || ' on ' || n.year || ' is the oldest; this one was due on ' || m.due
        WHEN m.later IS NULL THEN
            'none is held; report ' || m.earlier || ' on ' || n.year || ' is the newest; this one '
                || CASE WHEN m.today <= m.due THEN 'is' ELSE 'was' END || ' due on ' || m.due
        ELSE 'none is held, but report ' || m.earlier || ' before it and report ' || m.later || ' after it'
    END || coalesce('; ' || a.evidence, '')
FROM missing m JOIN report_heads n ON n.report_id = coalesce(m.earlier, m.later)
LEFT JOIN asked a ON a.division_code = n.division_code
WHERE m.publisher_id || ':' || m.year NOT IN (SELECT publisher_id || ':' || year FROM listed_of)
AND NOT EXISTS (
    SELECT 1 FROM withdrawn_documents w
    WHERE w.year = m.year AND w.agency = n.agency AND w.division_code IS n.division_code
)
-- Bodies of a division that is no more, or was not yet, owe nothing; one that goes on under a new code goes on owing.
AND (
    NOT EXISTS (SELECT 1 FROM division_years d WHERE d.code = n.division_code)
    OR EXISTS (
        SELECT 1 FROM division_years d
        WHERE d.code IN (
            n.division_code, (SELECT p.division_code FROM publisher_rows p WHERE p.publisher_id = m.publisher_id)
        ) AND m.year BETWEEN d.first_year AND coalesce(d.last_year, m.year)
    )
)
UNION ALL
-- The government of every division that there was, for the years that none of the above speaks of.
SELECT
    (SELECT h.publisher_id FROM report_heads h
     WHERE h.division_code = d.code AND h.agency_class = 'government' AND h.publisher_id IS NOT NULL
     ORDER BY h.year LIMIT 1),
    d.name || '人民政府', d.code, y.year,
    CASE WHEN y.today <= (y.year + 1) || '-03-31' THEN 'not_due' ELSE coalesce(a.status, 'unknown') END,
    'none is held; it ' || CASE WHEN y.today <= (y.year + 1) || '-03-31' THEN 'is' ELSE 'was' END || ' due on '
        || (y.year + 1) || '-03-31; ' || coalesce(a.evidence, 'no portal of the division was crawled')
FROM years y JOIN division_years d ON y.year BETWEEN d.first_year AND coalesce(d.last_year, y.year)
LEFT JOIN asked a ON a.division_code = d.code
WHERE d.code || ':' || y.year NOT IN (SELECT government || ':' || year FROM listed WHERE government IS NOT NULL)
AND NOT EXISTS (
    SELECT 1 FROM report_heads h
    WHERE h.division_code = d.code AND h.agency_class = 'government'
    AND (h.year = y.year OR (h.publisher_id IS NOT NULL AND h.year <= y.year + 1))
)
AND NOT EXISTS (
    SELECT 1 FROM withdrawn_documents w
    WHERE w.year = y.year AND w.division_code = d.code AND w.agency LIKE '%人民政府'
)
UNION ALL
SELECT NULL, w.agency, w.division_code, w.year, 'unknown',
    'was held; payload ' || w.sha256 || ' was withdrawn on ' || g.withdrawn_at || ': ' || g.reason || ' (' || w.url || ')'
FROM withdrawn_documents w JOIN withdrawn_payloads g ON g.sha256 = w.sha256
WHERE w.outcome IS NOT 'not_a_report'
AND (w.agency IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM withdrawn_documents o WHERE o.url = w.url AND o.agency IS NOT NULL))
AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.url = w.url AND d.report_id IS NOT NULL)
AND NOT EXISTS (
    SELECT 1 FROM report_heads h
    WHERE h.year = w.year AND h.agency = w.agency AND h.division_code IS w.division_code
)
UNION ALL
SELECT n.publisher_id, n.agency, n.division_code, n.year,
    CASE
        WHEN n.capture_id IS NULL THEN 'unknown'
        WHEN n.verdict IN ('not_found', 'soft_404', 'stub') THEN 'not_found'
        WHEN n.verdict IN ('ok', 'revisit') THEN 'unread'
        ELSE 'refused'
    END,
    CASE
        WHEN n.capture_id IS NULL THEN 'named by list ' || n.list_id || ', never asked for'
        WHEN n.verdict IN ('ok', 'revisit') THEN 'named by list ' || n.list_id || '; capture ' || n.capture_id
            || ' is held, but not read' || coalesce(': ' || n.reason, '')
        ELSE 'named by list ' || n.list_id || '; capture ' || n.capture_id || ': ' || n.verdict
            || coalesce(', ' || n.error, '')
    END || ' (' || coalesce(n.title, 'no title') || ', ' || n.url || ')'
        || CASE WHEN n.documents > 1 THEN '; lists name ' || (n.documents - 1) || ' more of it' ELSE '' END
FROM not_held n;

CREATE VIEW portals AS
SELECT portal_id, name, division_code, home, family, last_crawled_at, recorded_at FROM portal_entries;

CREATE VIEW crawls AS
SELECT r.crawl_id, r.started_at, r.finished_at, r.reason, r.complete,
    (SELECT count(*) FROM capture_log c WHERE c.crawl_id = r.crawl_id) AS requests,
    (SELECT count(*) FROM capture_log c WHERE c.crawl_id = r.crawl_id AND c.new_payload) AS new_payloads,
    (SELECT count(*) FROM capture_log c
     WHERE c.crawl_id = r.crawl_id AND c.verdict NOT IN ('ok', 'list', 'revisit')
       AND c.url NOT LIKE '%/robots.txt') AS refusals,
    r.portal_ids, r.settings
FROM crawl_runs r;

CREATE VIEW listings AS
SELECT list_id, crawl_id, portal_id, url, family, declared_total, harvested, complete, reason, rested_on
FROM list_readings;

CREATE VIEW portal_columns AS
SELECT portal_id, url, state, family, evidence, requests, crawl_id, found_at, seen_at, lost_at, lost_because
FROM known_columns;

CREATE VIEW requests AS
SELECT crawl_id, capture_id, hop, portal_id, host, address, url, asked_at, host_pause, address_pause, status, received
FROM request_log;

CREATE VIEW withdrawals AS
SELECT w.sha256, p.size, p.media_type, w.reason, w.withdrawn_at
FROM withdrawn_payloads w JOIN payloads p ON p.sha256 = w.sha256;

CREATE VIEW derived_payloads AS
SELECT v.derivation_id, v.source_sha256, v.recipe, v.tool, v.tool_version, v.settings, v.sha256, p.size, v.failure,
    v.made_at
FROM derivations v LEFT JOIN payloads p ON p.sha256 = v.sha256;

CREATE VIEW gongkai_columns AS
SELECT view, column_name, unit, meaning FROM column_meanings;
