-- What outside programs make of payloads (OCR of scans, conversions of office files), and why a document is the report.

-- One row for each making. `sha256` is the payload that was made; NULL where nothing could be made: `failure` says why.
-- `settings` (JSON) is all that tells two makings by one version of a tool apart.
CREATE TABLE derivations (
    derivation_id INTEGER PRIMARY KEY AUTOINCREMENT,
    source_sha256 TEXT NOT NULL REFERENCES payloads (sha256),
    recipe TEXT NOT NULL,
    tool TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    settings TEXT NOT NULL,
    sha256 TEXT REFERENCES payloads (sha256),
    failure TEXT,
    made_at TEXT NOT NULL
);
CREATE INDEX derivations_source ON derivations (source_sha256, recipe);
CREATE INDEX derivations_payload ON derivations (sha256);

-- The document that the portal sent, of a document whose payload was made from that one's; NULL: it was sent itself.
ALTER TABLE documents ADD COLUMN derived_from INTEGER REFERENCES documents (document_id);
CREATE INDEX documents_derived ON documents (derived_from) WHERE derived_from IS NOT NULL;
-- Where what was sent is seen again, so is what was made from it.
CREATE TRIGGER derived_documents_follow AFTER UPDATE OF newest_capture_id, newest_fetched_at ON documents
BEGIN
    UPDATE documents SET newest_capture_id = new.newest_capture_id, newest_fetched_at = new.newest_fetched_at
    WHERE derived_from = new.document_id;
END;

-- Why the document of a report stands for it, and how far the others of its date agree with it.
ALTER TABLE report_heads ADD COLUMN best_reason TEXT;
CREATE TABLE agreement_results (
    report_id INTEGER NOT NULL,
    shape_id INTEGER NOT NULL REFERENCES check_shapes (shape_id),
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (report_id, shape_id)
) WITHOUT ROWID;
CREATE INDEX agreement_results_failing ON agreement_results (report_id, shape_id) WHERE state = 'fail';

-- The reports that stand have no reason yet: the next `parse` judges their documents anew.
INSERT INTO unsettled (document_id)
SELECT document_id FROM documents WHERE report_id IS NOT NULL ON CONFLICT DO NOTHING;
