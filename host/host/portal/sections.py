"""
Which pages does a room have, beside the open one?
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.urls import resolve, reverse


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """
    A page of a room by its name.
    """

    label: str
    address: str
    current: bool


def sections(
    pages: Sequence[tuple[Any, str]], *, path: str, query: str = ""
) -> tuple[Section, ...]:
    """
    The pages, as labels and names, that the installed releases offer; the open one is that whose
    address the path begins with, the longest of them. `query` follows each address.
    """
    found = [(label, reverse(name)) for label, name in pages if not _is_lacking(name)]
    inside = [address for _label, address in found if path.startswith(address)]
    current = max(inside, key=len, default="")
    return tuple(
        Section(label=str(label), address=address + query, current=address == current)
        for label, address in found
    )


def _is_lacking(name: str) -> bool:
    lacking = getattr(resolve(reverse(name)).func, "is_lacking", None)
    return lacking is not None and lacking()
