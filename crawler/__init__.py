"""Gets bytes: from a portal's home page to its annual-report columns, their lists, reports and attachments."""
