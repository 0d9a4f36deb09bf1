"""
Can a text be stored as it is?
"""

from enrolments_app.errors.texts import TextNotStorable


def require_text(field: str, text: str, *, longest: int, shortest: int = 1) -> str:
    """
    The text itself, if a column of `longest` characters takes it.

    Raises:
        TextNotStorable: if it is too short or too long, or holds a NUL or half a character.
    """
    if len(text) > longest:
        raise TextNotStorable(field, f"has {len(text)} characters, and {longest} are allowed")
    if len(text.strip()) < shortest:
        raise TextNotStorable(field, "is empty")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise TextNotStorable(field, "holds a character that is none")
    return text
