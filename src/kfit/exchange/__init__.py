"""Out and in: CSV, JSONL, one module per format."""
