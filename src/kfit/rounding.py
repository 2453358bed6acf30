"""Rounds a mean for the eye, everywhere alike."""


def tenths(mean: float) -> str:
    """Write a mean with one decimal, a half away from 0, as the file's own view rounds it."""
    return f"{int(mean * 10 + (0.5 if mean >= 0 else -0.5)) / 10:.1f}"
