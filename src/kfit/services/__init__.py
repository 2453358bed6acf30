"""Use cases: each one combines the store and the analysis into a result. No Typer here, and nothing is printed."""
