-- Search: for each report the pairs of neighbouring characters of its sections, title and agency, under its number.
-- The texts stand in report_sections and report_heads alone. `ascii` takes every character beyond ASCII as it is; unicode61 loses those that are newer
-- than its own tables.

CREATE VIRTUAL TABLE section_pairs USING fts5 (pairs, content = '', tokenize = 'ascii');
