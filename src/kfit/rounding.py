"""Rounds a mean for the eye, everywhere alike."""


def tenths(mean: float) -> str:
    """Write a mean of 0 or more with one decimal, a half upwards, as the file's own view rounds it."""
    return f"{int(mean * 10 + 0.5) / 10:.1f}"
