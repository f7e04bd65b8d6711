-- What a portal brought, crawl by crawl, is compared after every crawl: without this each portal costs a look at all documents.

CREATE INDEX documents_portal ON documents (portal_id, first_capture_id);
