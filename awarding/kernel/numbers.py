"""Numbers that somebody sent: of a record, of a version. What is none is said to be none."""

#: Digits of the largest number a column holds, less one.
MOST_DIGITS = 18


def number(sent: str) -> int | None:
    """Return the whole number that was sent, or nothing if it is none that a row can have."""
    if sent.isascii() and sent.isdecimal() and len(sent) <= MOST_DIGITS:
        return int(sent)
    return None
