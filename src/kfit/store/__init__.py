"""The SQLite data file. No other package contains SQL."""
