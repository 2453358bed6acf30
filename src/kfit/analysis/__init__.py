"""Pure functions over values: weeks, treatments, goals, and what a figure means."""
