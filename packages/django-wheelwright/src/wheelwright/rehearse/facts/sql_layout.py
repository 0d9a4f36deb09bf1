"""
Do two pieces of SQL differ in more than spaces, lines, comments and the case of their words?
"""

import re

TOKENS = re.compile(
    r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|\s+|\w+|.",
    re.DOTALL,
)
LANGUAGE = re.compile(r"\bLANGUAGE\s+(\w+)", re.IGNORECASE)
# In other languages the layout may be part of the program.
OURS = ("sql", "plpgsql")


def without(text: str) -> str:
    """
    The same text for the same statements, whatever their layout; as it is in a language like Python.
    """
    language = LANGUAGE.search(text)
    if language and language[1].lower() not in OURS:
        return text
    return " ".join(filter(None, map(_token, TOKENS.findall(text))))


def _token(token: str) -> str:
    if token.startswith(("--", "/*")) or token.isspace():
        return ""
    return token if token.startswith(("'", '"')) else token.lower()
