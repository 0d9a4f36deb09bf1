"""
How is one value made for whichever release of a wheel is installed?
"""

import dataclasses


def fitting[V](kind: type[V], /, **values: object) -> V:
    """
    A value of a frozen dataclass from those fields that the installed release's class has.
    """
    known = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in values.items() if name in known})


def has(kind: type, name: str) -> bool:
    """
    Whether the installed release's class has a field.
    """
    return name in {field.name for field in dataclasses.fields(kind)}


def is_text(kind: type, name: str) -> bool:
    """
    Whether a field of a value is text in the installed release, as employee ids are in newer ones.
    """
    types = {field.name: field.type for field in dataclasses.fields(kind)}
    return types.get(name) in (str, "str")
