"""Pure functions from values to text: tables, charts, and the words that are said. Nothing here decides anything."""
