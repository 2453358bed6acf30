"""Pure functions over values: weeks, treatments, goals, what a figure means."""
