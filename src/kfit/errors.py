"""What can go wrong: each error says its sentence and owns its exit code."""


class KfitError(Exception):
    """Something kfit could not do, said in the words that the person will read."""

    code = 1


class Refused(KfitError):
    """Words, or a file to import, that cannot be read for sure. Nothing was saved."""

    code = 2


class Unusable(KfitError):
    """The data file cannot be used. It was not touched."""

    code = 3
