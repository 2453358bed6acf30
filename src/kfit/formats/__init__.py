"""Files out and in: CSV, JSONL, tables of other programs."""
