"""Use cases: the store and the analysis to results. No Typer, and nothing is printed."""
