"""Makes text harmless to a terminal: what somebody typed or a file holds, and at the door every answer as a whole."""

# Bidirectional controls, which can make a line read as something else, and marks that break one.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
MOST_MARKS = 4  # combining marks on one letter
BEGIN, END = "\x1b[", "m"  # of a colour code
COLOURS = frozenset(("0", "1", "2", "35", "1;35", "2;35", "38;5;5"))  # all that kfit itself sends: dim, bold, its one hue, and back


def safe(text: str, *, lines: bool = False) -> str:
    """Return the text with pictures or codes in the place of control and bidirectional characters.

    With `lines`, line ends stay line ends; else they are shown as a picture.
    """
    if text.isascii() and (text.replace("\n", "") if lines else text).isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if letter >= "\u0300" and _combines(letter) else 0
        if marks <= MOST_MARKS:
            shown.append(_shown(letter, lines=lines))
    return "".join(shown)


def coloured(text: str) -> str:
    """Return a whole answer for a screen with colour: its lines and kfit's own colours stay, all else is made harmless."""
    begin, *others = text.split(BEGIN)
    parts = [safe(begin, lines=True)]
    for other in others:
        code, end, rest = other.partition(END)
        own = bool(end) and code in COLOURS
        parts += [BEGIN + code + END, safe(rest, lines=True)] if own else [safe(BEGIN + other, lines=True)]
    return "".join(parts)


def _shown(letter: str, *, lines: bool) -> str:
    code = ord(letter)
    if letter == "\n" and lines:
        return letter
    if code < 0x20:
        return "↵" if letter == "\n" else chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0 or letter in TURNING or 0xD800 <= code < 0xE000 or 0xE0000 <= code < 0xE0080:
        return f"\\u{code:04x}"
    return letter


def _combines(letter: str) -> bool:
    import unicodedata

    return unicodedata.category(letter) in ("Mn", "Me")
