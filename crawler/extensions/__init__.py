"""What watches the crawl: the writer of captures, and progress."""
