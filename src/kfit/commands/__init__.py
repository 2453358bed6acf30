"""One module per command or family: fetch, compute, show."""
