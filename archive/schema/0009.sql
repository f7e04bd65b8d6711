-- Sums over bodies leave roll-ups out, so the lines know the scope of their report, and the indexes that answer for the
-- whole country have it; and what titles in lists say of documents that are not held.

DROP INDEX application_lines_place;
DROP INDEX disclosure_measures_place;
DROP INDEX legal_channels_place;
ALTER TABLE application_lines ADD COLUMN scope TEXT;
ALTER TABLE disclosure_measures ADD COLUMN scope TEXT;
ALTER TABLE legal_channels ADD COLUMN scope TEXT;
UPDATE application_lines SET scope = (SELECT h.scope FROM report_heads h WHERE h.report_id = application_lines.report_id);
UPDATE disclosure_measures
SET scope = (SELECT h.scope FROM report_heads h WHERE h.report_id = disclosure_measures.report_id);
UPDATE legal_channels SET scope = (SELECT h.scope FROM report_heads h WHERE h.report_id = legal_channels.report_id);
CREATE INDEX application_lines_place ON application_lines (line, province, year, scope, total);
CREATE INDEX disclosure_measures_place ON disclosure_measures (item, measure, province, year, scope, value);
CREATE INDEX legal_channels_place
ON legal_channels (channel, province, year, scope, upheld, corrected, other, pending, total);

-- By whom a report is found; the views of lines get the name from there, and cannot be searched by it.
CREATE INDEX report_heads_agency ON report_heads (agency, year);

-- What the readers' rules make of a title that a list prints: made anew from list_items.
CREATE TABLE listed_titles (
    title TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    year INTEGER,
    agency TEXT
) WITHOUT ROWID;

-- Lists whose titles were not read yet: the next `parse` does.
CREATE TABLE unread_lists (
    items_digest TEXT PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO unread_lists (items_digest) SELECT DISTINCT items_digest FROM list_items;
