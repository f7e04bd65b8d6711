-- Payloads that were removed by law or on request. Of a payload `stored` is NULL then, and nothing made from it is left.

-- `core_sha256`: of a page the digest of its text without counters and clocks, so that it is known again with other ones.
CREATE TABLE withdrawn_payloads (
    sha256 TEXT PRIMARY KEY REFERENCES payloads (sha256),
    reason TEXT NOT NULL,
    withdrawn_at TEXT NOT NULL,
    core_sha256 TEXT
) WITHOUT ROWID;

-- What stood where it was withdrawn, so that coverage can say why nothing does. `outcome` NULL: it was never read.
CREATE TABLE withdrawn_documents (
    sha256 TEXT NOT NULL REFERENCES withdrawn_payloads (sha256),
    url TEXT NOT NULL,
    outcome TEXT,
    agency TEXT,
    division_code TEXT,
    year INTEGER
);
CREATE INDEX withdrawn_documents_payload ON withdrawn_documents (sha256);
