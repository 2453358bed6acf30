"""Export and import of files: CSV, JSONL, and the tables of other programs."""
