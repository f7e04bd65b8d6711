-- The first schema. Base tables belong to the program; what users may rely on are the views.

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- raw: what was asked of portals and what they sent ---------------------------------------------

-- `stored` NULL: withdrawn; digest and size are remembered, the bytes are gone.
CREATE TABLE payloads (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    media_type TEXT,
    stored BLOB
);

CREATE TABLE contexts (
    digest TEXT PRIMARY KEY,
    json TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE portal_entries (
    portal_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    division_code TEXT,
    home TEXT,
    family TEXT,
    entry TEXT NOT NULL DEFAULT '{}',
    recorded_at TEXT NOT NULL,
    last_crawl_id INTEGER REFERENCES crawl_runs (crawl_id),
    last_crawled_at TEXT
) WITHOUT ROWID;

-- `uid` names the crawl across archives. `owner` is the process at work on it, NULL when none is.
CREATE TABLE crawl_runs (
    crawl_id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    reason TEXT,
    complete INTEGER,
    portal_ids TEXT NOT NULL,
    settings TEXT NOT NULL,
    owner TEXT,
    alive_at TEXT
);
CREATE INDEX crawl_runs_unfinished ON crawl_runs (crawl_id) WHERE finished_at IS NULL;

-- One row for each fetch. A document is set where the payload stands for a report, or may.
CREATE TABLE capture_log (
    capture_id INTEGER PRIMARY KEY AUTOINCREMENT,
    crawl_id INTEGER REFERENCES crawl_runs (crawl_id),
    portal_id TEXT,
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status INTEGER,
    verdict TEXT NOT NULL,
    media_type TEXT,
    charset TEXT,
    sha256 TEXT REFERENCES payloads (sha256),
    new_payload INTEGER NOT NULL,
    revisit_of INTEGER REFERENCES capture_log (capture_id),
    etag TEXT,
    last_modified TEXT,
    headers TEXT NOT NULL,
    tls_verified INTEGER,
    error TEXT,
    document_id INTEGER REFERENCES documents (document_id)
);
CREATE INDEX capture_log_url ON capture_log (url, fetched_at, capture_id);
CREATE INDEX capture_log_crawl ON capture_log (crawl_id, verdict, new_payload);
CREATE INDEX capture_log_document ON capture_log (document_id, fetched_at);

-- The same list read again with the same items shares them.
CREATE TABLE list_readings (
    list_id INTEGER PRIMARY KEY AUTOINCREMENT,
    crawl_id INTEGER NOT NULL REFERENCES crawl_runs (crawl_id),
    portal_id TEXT,
    url TEXT NOT NULL,
    family TEXT,
    declared_total INTEGER,
    harvested INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    reason TEXT,
    items_digest TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (crawl_id, url)
);
CREATE INDEX list_readings_items ON list_readings (items_digest);
CREATE TABLE list_items (
    items_digest TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    printed_date TEXT,
    year_hint INTEGER,
    PRIMARY KEY (items_digest, ordinal)
) WITHOUT ROWID;
CREATE INDEX list_items_url ON list_items (url);

-- What a crawl still has to ask. `state`: pending, claimed, done.
CREATE TABLE frontier (
    request_id INTEGER PRIMARY KEY AUTOINCREMENT,
    crawl_id INTEGER NOT NULL REFERENCES crawl_runs (crawl_id),
    portal_id TEXT,
    host TEXT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    body BLOB NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    context_json TEXT,
    via TEXT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    owner TEXT,
    leased_until TEXT,
    not_before TEXT,
    UNIQUE (crawl_id, url, method, body)
);
CREATE INDEX frontier_pending ON frontier (crawl_id, host, priority DESC, request_id) WHERE state = 'pending';
CREATE INDEX frontier_claimed ON frontier (crawl_id, host) WHERE state = 'claimed';

-- parsed: what readers made of it -----------------------------------------------------------------

-- A payload in its context. `newest_*` is the last capture that showed it, a revisit included.
CREATE TABLE documents (
    document_id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL REFERENCES payloads (sha256),
    context_digest TEXT NOT NULL REFERENCES contexts (digest),
    url TEXT NOT NULL,
    portal_id TEXT,
    first_capture_id INTEGER NOT NULL,
    newest_capture_id INTEGER NOT NULL,
    newest_fetched_at TEXT NOT NULL,
    current_parse_id INTEGER,
    report_id INTEGER,
    UNIQUE (sha256, context_digest)
);
CREATE INDEX documents_url ON documents (url);
CREATE INDEX documents_report ON documents (report_id);
CREATE INDEX documents_unread ON documents (document_id) WHERE current_parse_id IS NULL;

-- Documents that are read, but have become the newest of their address by a later capture.
CREATE TABLE unsettled (
    document_id INTEGER PRIMARY KEY
);

CREATE TABLE readers (
    reader_id INTEGER PRIMARY KEY,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    UNIQUE (reader, fingerprint, reader_version)
);

-- A reading in full. `stored` NULL: withdrawn.
CREATE TABLE bodies (
    digest TEXT PRIMARY KEY,
    stored BLOB
);

CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    reason TEXT,
    selection TEXT NOT NULL,
    readers TEXT NOT NULL,
    owner TEXT,
    alive_at TEXT,
    promoted_at TEXT,
    rolled_back_at TEXT,
    forced INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE run_events (
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    ordinal INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    forced INTEGER NOT NULL,
    detail TEXT,
    PRIMARY KEY (run_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE publisher_rows (
    publisher_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    class TEXT NOT NULL,
    scope TEXT NOT NULL,
    division_code TEXT,
    valid_from TEXT,
    valid_until TEXT,
    evidence TEXT NOT NULL
);

-- What a body is known by. `publisher_id` NULL: two bodies were met under this, so it tells neither any more.
CREATE TABLE publisher_keys (
    key TEXT PRIMARY KEY,
    publisher_id INTEGER REFERENCES publisher_rows (publisher_id)
) WITHOUT ROWID;

CREATE TABLE readings (
    parse_id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (document_id),
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    reader_id INTEGER NOT NULL REFERENCES readers (reader_id),
    body_digest TEXT REFERENCES bodies (digest),
    outcome TEXT NOT NULL,
    reason TEXT,
    form TEXT,
    agency TEXT,
    publisher_id INTEGER REFERENCES publisher_rows (publisher_id),
    year INTEGER,
    created_at TEXT NOT NULL,
    UNIQUE (document_id, reader_id)
);
CREATE INDEX readings_reader ON readings (reader_id);
CREATE INDEX readings_run ON readings (run_id, reader_id);

-- What a run did with each document: the reading before and the reading of the run, and how they compare.
-- `rules`: JSON list of [rule, subject, state before, state after] for the checks whose state differs.
CREATE TABLE run_readings (
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    document_id INTEGER NOT NULL REFERENCES documents (document_id),
    old_parse_id INTEGER,
    new_parse_id INTEGER,
    old_report_id INTEGER,
    changed INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    passed_before INTEGER NOT NULL DEFAULT 0,
    passed_after INTEGER NOT NULL DEFAULT 0,
    failed_before INTEGER NOT NULL DEFAULT 0,
    failed_after INTEGER NOT NULL DEFAULT 0,
    rules TEXT,
    PRIMARY KEY (run_id, document_id)
) WITHOUT ROWID;
CREATE INDEX run_readings_new ON run_readings (new_parse_id);

CREATE TABLE reading_changes (
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    document_id INTEGER NOT NULL REFERENCES documents (document_id),
    table_name TEXT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    old_value,
    new_value,
    old_kind TEXT,
    new_kind TEXT,
    lost INTEGER NOT NULL,
    PRIMARY KEY (run_id, document_id, table_name, row_code, column_code)
) WITHOUT ROWID;

-- Which report a document belonged to before a promotion moved it, so that a rollback can move it back.
CREATE TABLE report_moves (
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    document_id INTEGER NOT NULL REFERENCES documents (document_id),
    from_report_id INTEGER NOT NULL,
    to_report_id INTEGER,
    PRIMARY KEY (run_id, document_id)
) WITHOUT ROWID;
CREATE TABLE report_identities_before (
    run_id INTEGER NOT NULL REFERENCES runs (run_id),
    report_id INTEGER NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (run_id, report_id)
) WITHOUT ROWID;

CREATE TABLE report_aliases (
    old_report_id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL,
    run_id INTEGER REFERENCES runs (run_id),
    since TEXT NOT NULL
);

-- rows of current readings: a projection that can be made again from the bodies -----------------

-- `identity` is what makes the report one: publisher and year, or else the address it stands alone under.
CREATE TABLE report_heads (
    report_id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE,
    publisher_id INTEGER REFERENCES publisher_rows (publisher_id),
    year INTEGER,
    document_id INTEGER,
    parse_id INTEGER,
    body_digest TEXT,
    capture_id INTEGER,
    agency TEXT,
    agency_class TEXT,
    scope TEXT,
    division_code TEXT,
    province TEXT,
    prefecture TEXT,
    county TEXT,
    title TEXT,
    published TEXT,
    produced TEXT,
    form TEXT,
    url TEXT,
    fetched_at TEXT,
    reader_version TEXT,
    media_type TEXT,
    checks_passed INTEGER,
    checks_failed INTEGER,
    cells_unknown INTEGER
);
CREATE INDEX report_heads_publisher ON report_heads (publisher_id, year);
CREATE INDEX report_heads_place ON report_heads (province, year);
CREATE INDEX report_heads_url ON report_heads (url);

CREATE TABLE application_lines (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    line TEXT NOT NULL,
    natural_person NUMERIC,
    business NUMERIC,
    research NUMERIC,
    nonprofit NUMERIC,
    legal_service NUMERIC,
    other_org NUMERIC,
    total NUMERIC,
    province TEXT,
    division_code TEXT,
    year INTEGER,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX application_lines_place ON application_lines (line, province, year, total);

CREATE TABLE disclosure_measures (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    item TEXT NOT NULL,
    measure TEXT NOT NULL,
    value NUMERIC,
    unit TEXT,
    province TEXT,
    division_code TEXT,
    year INTEGER,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX disclosure_measures_place ON disclosure_measures (item, measure, province, year, value);

CREATE TABLE legal_channels (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    channel TEXT NOT NULL,
    upheld NUMERIC,
    corrected NUMERIC,
    other NUMERIC,
    pending NUMERIC,
    total NUMERIC,
    province TEXT,
    division_code TEXT,
    year INTEGER,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX legal_channels_place ON legal_channels (channel, province, year, corrected, total);

-- Cells that are more than a plain number: another kind, a printed form that differs, a derived value.
CREATE TABLE cell_details (
    report_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    value NUMERIC,
    kind TEXT NOT NULL,
    raw TEXT NOT NULL,
    note TEXT NOT NULL,
    derived_value NUMERIC,
    PRIMARY KEY (report_id, table_name, row_code, column_code)
) WITHOUT ROWID;

CREATE TABLE statistic_rows (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT,
    label TEXT NOT NULL,
    value NUMERIC,
    unit TEXT,
    raw TEXT NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE stated_figures (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    value NUMERIC NOT NULL,
    approximate INTEGER NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE report_sections (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT,
    heading TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX report_sections_report ON report_sections (report_id, ordinal);

-- What the reader saw and did not read, in words.
CREATE TABLE remark_rows (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE metadata_fields (
    report_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;

-- The same relations are checked in every report, so what a check is about is kept once.
CREATE TABLE check_shapes (
    shape_id INTEGER PRIMARY KEY,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    cells TEXT NOT NULL,
    UNIQUE (rule, subject, cells)
);
CREATE TABLE check_results (
    report_id INTEGER NOT NULL,
    shape_id INTEGER NOT NULL REFERENCES check_shapes (shape_id),
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (report_id, shape_id)
) WITHOUT ROWID;
CREATE INDEX check_results_failing ON check_results (report_id, shape_id) WHERE state = 'fail';

-- Checks between a report and its publisher's report of the year before.
CREATE TABLE link_results (
    report_id INTEGER NOT NULL,
    shape_id INTEGER NOT NULL REFERENCES check_shapes (shape_id),
    earlier_report_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (report_id, shape_id)
) WITHOUT ROWID;
CREATE INDEX link_results_earlier ON link_results (earlier_report_id);
CREATE INDEX link_results_failing ON link_results (report_id, shape_id) WHERE state = 'fail';

CREATE TABLE revisions (
    report_id INTEGER NOT NULL,
    new_capture_id INTEGER NOT NULL,
    old_capture_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    old_value,
    new_value,
    PRIMARY KEY (report_id, new_capture_id, table_name, row_code, column_code)
) WITHOUT ROWID;

-- What the views mean, column by column.
CREATE TABLE column_meanings (
    ordinal INTEGER PRIMARY KEY,
    view TEXT NOT NULL,
    column_name TEXT NOT NULL,
    unit TEXT,
    meaning TEXT NOT NULL,
    UNIQUE (view, column_name)
);
