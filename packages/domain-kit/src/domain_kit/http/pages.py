"""
How is a long list read page by page, without a row twice and without one missing?
"""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from domain_kit.errors import DomainError
from domain_kit.http.fields import BIGGEST, FIRST_DAY, LAST_DAY, Text

type Place = str | int | UUID | dt.date | dt.datetime
"""One of the values that a list is sorted by."""

_DEFAULT_LIMIT, _LARGEST_LIMIT = 50, 200
_LONGEST_CURSOR = 1_000


class InvalidCursor(DomainError):
    """
    The cursor is not one that this list has given out.
    """

    code = "invalid-cursor"
    http_status = 422

    def __init__(self, cursor: str) -> None:
        super().__init__(cursor)
        self.cursor = cursor

    def __str__(self) -> str:
        return (
            f"after: {self.cursor[:40]!r} is not a cursor of this list. "
            "Send the `next` of its last page unchanged, or nothing for the first page."
        )


class PageOf[Item](Schema):
    """
    One page, and the cursor of the next one: null on the last.
    """

    items: list[Item]
    next: str | None


class Page(Schema):
    """
    Which page is asked for: a handler takes it as `page: Query[Page]`.
    """

    limit: int = Field(_DEFAULT_LIMIT, ge=1, le=_LARGEST_LIMIT)
    after: Text(_LONGEST_CURSOR) | None = None  # type: ignore[valid-type]  # it makes a type

    def place(self, *kinds: type[Place]) -> tuple[Any, ...] | None:
        """
        Where the page begins, as values of these types; None for the first page.

        Raises:
            InvalidCursor: if `after` holds anything else.
        """
        return read_cursor(self.after, *kinds) if self.after else None

    def answer[Item](
        self, found: Sequence[Item], *, place: Callable[[Item], Sequence[Place]]
    ) -> dict[str, Any]:
        """
        The answer, from up to `limit + 1` items: the one too many says that there is a next page.

        `place` gives the values of an item that the list is sorted by.
        """
        items = list(found[: self.limit])
        more = len(found) > self.limit
        return {"items": items, "next": make_cursor(*place(items[-1])) if more else None}


def make_cursor(*place: Place) -> str:
    """
    A cursor that stands behind the item with these values.
    """
    values = [value if isinstance(value, str | int) else _text(value) for value in place]
    packed = json.dumps(values, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(cursor: str, *kinds: type[Place]) -> tuple[Any, ...]:
    """
    The values of a cursor, which are of these types: str, int, UUID, date or datetime.

    Raises:
        InvalidCursor: if it is no such cursor.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(values, list):
            raise TypeError
        return tuple(_READ[kind](value) for kind, value in zip(kinds, values, strict=True))
    except (binascii.Error, ValueError, TypeError, RecursionError, OverflowError):
        raise InvalidCursor(cursor) from None


def _text(value: UUID | dt.date) -> str:
    return str(value) if isinstance(value, UUID) else value.isoformat()


def _as_str(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    value.encode()  # half of a surrogate pair is a ValueError
    return value


def _as_int(value: Any) -> int:
    if type(value) is not int or abs(value) > BIGGEST:
        raise TypeError
    return value


def _as_uuid(value: Any) -> UUID:
    return UUID(_as_str(value))


def _as_date(value: Any) -> dt.date:
    day = dt.date.fromisoformat(_as_str(value))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


def _as_datetime(value: Any) -> dt.datetime:
    at = dt.datetime.fromisoformat(_as_str(value))
    if at.tzinfo is None or not FIRST_DAY <= at.date() <= LAST_DAY:
        raise ValueError
    return at


_READ: dict[type, Callable[[Any], Any]] = {
    str: _as_str,
    int: _as_int,
    UUID: _as_uuid,
    dt.date: _as_date,
    dt.datetime: _as_datetime,
}
