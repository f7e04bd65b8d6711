-- `coverage` looks for every address that a list names whether a report rests on it, and for the first year that a list
-- states: both are answered by an index alone now.

CREATE INDEX documents_held ON documents (url) WHERE report_id IS NOT NULL;
CREATE INDEX list_items_year ON list_items (year_hint) WHERE year_hint IS NOT NULL;
