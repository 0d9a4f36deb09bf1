"""
How are variables of the environment read?
"""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str, example: str) -> str:
    """
    A variable that has no default.

    Raises:
        ImproperlyConfigured: if it is not set, or blank.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set, and production starts with no default. For example: {name}={example}"
        )
    return value


def items(text: str) -> list[str]:
    """
    A list whose parts are apart by commas; blanks around them, and empty ones, do not count.
    """
    return [each.strip() for each in text.split(",") if each.strip()]


def seconds(name: str, default: int) -> int:
    """
    A whole number of seconds; 0 is no limit.

    Raises:
        ImproperlyConfigured: if it is something else.
    """
    text = os.environ.get(name, "").strip() or str(default)
    if not text.isdecimal():
        raise ImproperlyConfigured(
            f"{name} is {text!r}, and a number of whole seconds is wanted, for example {name}={default}"
        )
    return int(text)
