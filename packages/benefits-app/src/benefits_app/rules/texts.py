"""
Does a request hold a text that no column takes?
"""

from collections.abc import Iterator, Mapping

from benefits_app.errors import TextNotStorable
from domain_kit.idempotency import JsonValue


def require_characters(request: Mapping[str, JsonValue]) -> None:
    """
    Raises:
        TextNotStorable: if a text anywhere in a request holds a NUL or half a character.
    """
    for field, value in request.items():
        for text in _texts(value):
            if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
                raise TextNotStorable(field)


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
