-- What was sent to portals and when, what is remembered of their columns, and how far lists were read again.

-- One row for each request that went out, redirects and robots.txt too. `asked_at` has milliseconds. A pause is the
-- least time in seconds between two requests that was in force for the host, and for the address, when it was sent.
CREATE TABLE request_log (
    crawl_id INTEGER NOT NULL REFERENCES crawl_runs (crawl_id),
    capture_id INTEGER NOT NULL REFERENCES capture_log (capture_id),
    hop INTEGER NOT NULL,
    portal_id TEXT,
    host TEXT NOT NULL,
    address TEXT,
    url TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    host_pause REAL NOT NULL,
    address_pause REAL NOT NULL,
    status INTEGER,
    received INTEGER,
    PRIMARY KEY (capture_id, hop)
) WITHOUT ROWID;
CREATE INDEX request_log_crawl ON request_log (crawl_id, host, asked_at);

-- The columns of annual reports that were found on a portal, and pages that were taken for one and are none.
-- `state`: column, report (one itself), other, or lost, when it was a column and is so no more.
CREATE TABLE known_columns (
    portal_id TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    family TEXT,
    evidence TEXT NOT NULL,
    requests INTEGER NOT NULL,
    crawl_id INTEGER REFERENCES crawl_runs (crawl_id),
    found_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    lost_at TEXT,
    lost_because TEXT,
    PRIMARY KEY (portal_id, url)
) WITHOUT ROWID;

-- The whole reading of the same list that this one rests on for the items it did not come to; NULL: none.
ALTER TABLE list_readings ADD COLUMN rested_on INTEGER REFERENCES list_readings (list_id);
CREATE INDEX list_readings_url ON list_readings (url, list_id);

-- The digest of bytes that were not kept, because they differ from those held in counters and clocks only.
ALTER TABLE capture_log ADD COLUMN received_sha256 TEXT;
