"""A scan of the report of tests/same_report, and what OCR saw of it; made once by make.py and kept."""
