"""
Can a text be stored as it is?
"""

from collections.abc import Iterator, Mapping

from domain_kit.idempotency import JsonValue
from enrolments_app.errors.texts import TextNotStorable

LONGEST_REASON = 200


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
    _require_characters(field, text)
    return text


def reason_told(reason: str, override_reason: str | None) -> str:
    """
    What the change log says of a decision: its reason and, in brackets, why a limit did not hold.

    Raises:
        TextNotStorable: if the two are more than a column takes, or are no text.
    """
    override = (override_reason or "").strip()
    if not override or override == reason.strip():
        return require_text("reason", reason, longest=LONGEST_REASON, shortest=0)
    told = f"{reason} ({override})"
    return require_text("reason with override_reason", told, longest=LONGEST_REASON)


def require_characters(request: Mapping[str, JsonValue]) -> None:
    """
    Raises:
        TextNotStorable: if a text anywhere in a request holds a NUL or half a character.
    """
    for field, value in request.items():
        for text in _texts(value):
            _require_characters(field, text)


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _require_characters(field: str, text: str) -> None:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise TextNotStorable(field, "holds a character that is none")
