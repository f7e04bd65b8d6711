"""WARC, the format in which web archives hand each other what servers sent."""
