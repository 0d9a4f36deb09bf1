"""
What of a text that packages and rows gave us can every format hold?
"""


def clean(text: str) -> str:
    """
    Without control characters and halves of characters: no terminal obeys them, no XML holds them.
    """
    return "".join(c for c in text if c in "\t\n" or _printable(c))


def flat(text: str, longest: int) -> str:
    """
    On one line, and cut with a sign that it was.
    """
    line = " ".join(clean(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _printable(character: str) -> bool:
    return (
        character >= " "
        and not "\x7f" <= character <= "\x9f"
        and not "\ud800" <= character <= "\udfff"
        and character not in "\ufffe\uffff"
    )
