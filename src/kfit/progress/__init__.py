"""Pure functions over entries and days: weeks, rounds, what a figure means. Values in, values out."""
