"""What outside programs make of payloads, OCR of scans and conversions of office files, kept as payloads themselves."""
