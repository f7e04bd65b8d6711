-- One row for each address of a withdrawn payload, whichever archives it stood in: what became current there last.
-- `since`: when it became so; with the reader that made it this tells the later of two. All of them are empty where
-- that is not known, or nothing was read.

CREATE TEMP TABLE withdrawn_before AS SELECT sha256, url, outcome, agency, division_code, year FROM (
    SELECT *, row_number() OVER (
        PARTITION BY sha256, url ORDER BY outcome IS NULL, agency IS NULL, year IS NULL, agency, division_code, year
    ) AS ordinal FROM withdrawn_documents
) WHERE ordinal = 1;
DROP TABLE withdrawn_documents;

CREATE TABLE withdrawn_documents (
    sha256 TEXT NOT NULL REFERENCES withdrawn_payloads (sha256),
    url TEXT NOT NULL,
    since TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reader TEXT NOT NULL,
    outcome TEXT,
    agency TEXT,
    division_code TEXT,
    year INTEGER,
    PRIMARY KEY (sha256, url)
) WITHOUT ROWID;

INSERT INTO withdrawn_documents
SELECT sha256, url, '', '', '', '', outcome, agency, division_code, year FROM temp.withdrawn_before;
DROP TABLE temp.withdrawn_before;
