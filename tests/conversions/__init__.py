"""The report of tests/same_report in formats that only LibreOffice reads; made once by make.py and kept."""
