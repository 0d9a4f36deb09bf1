"""
A value as plain JSON, and back: dataclasses of strings, numbers, tuples and other such values.
"""

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any


def plain(value: object) -> Any:
    """
    Dictionaries, lists and plain values; what is as its default says is left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(content)
            for field in dataclasses.fields(value)
            if (content := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value


def read[T](kind: type[T], said: Mapping[str, Any]) -> T:
    """
    A value of a kind from what `plain` or an agent said; what the kind does not know is ignored.

    Raises:
        TypeError: if something is missing.
    """
    hints = typing.get_type_hints(kind)
    return kind(**{name: _value(hint, said[name]) for name, hint in hints.items() if name in said})


def _value(hint: Any, said: Any) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(said, Mapping):
        return read(typing.cast(Any, hint), said)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, each) for each in said)
    return said
