"""
Which requests hold what no column could keep? Found before a domain is asked, with the place.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from domain_kit.errors import DomainError

FIRST, LAST = "1900-01-01", "2199-12-31"
BIGGEST = 2**63 - 1
KEY_LENGTH = 200
_JSON = re.compile(r"(?:application|text)/(?:[\w.-]+\+)?json", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
Fault = dict[str, str]


class Unstorable(Exception):
    """
    Values that could never be stored: each `{"at": place, "problem": sentence}`.
    """

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


class NotJson(DomainError):
    """
    The body says of itself that it is something else than JSON.
    """

    code = "unsupported-media-type"
    http_status = 415

    def __init__(self, media_type: str) -> None:
        super().__init__(media_type)
        self.media_type = media_type

    def __str__(self) -> str:
        return (
            f"The body is {self.media_type[:80]!r}, and this address reads JSON. "
            "Send it with `Content-Type: application/json`."
        )


class CarefulParser(Parser):
    """
    Reads bodies and query strings, and refuses what could never be stored.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        """
        Raises:
            NotJson: if the body has another media type. One without any is read as JSON.
            Unstorable: with every place.
        """
        if request.content_type and not _JSON.fullmatch(request.content_type):
            raise NotJson(request.content_type)
        return _checked(json.loads(request.body), "body")

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> Any:
        """
        Raises:
            Unstorable: with every place.
        """
        return _checked(super().parse_querydict(data, list_fields, request), "query")


def require_key_fits(request: HttpRequest) -> None:
    """
    Raises:
        Unstorable: if the Idempotency-Key is longer than its column.
    """
    if len(request.META.get("HTTP_IDEMPOTENCY_KEY", "")) > KEY_LENGTH:
        place = "header.Idempotency-Key"
        raise Unstorable([{"at": place, "problem": f"At most {KEY_LENGTH} characters"}])


def places(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """
    Every leaf of a document with its place.
    """
    if isinstance(value, dict):
        for key, below in value.items():
            yield from places(below, f"{at}.{key}")
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from places(below, f"{at}.{index}")
    else:
        yield at, value


def _checked(document: Any, at: str) -> Any:
    faults = [
        {"at": place.encode("ascii", "backslashreplace").decode(), "problem": problem}
        for place, value in places(document, at)
        if (problem := _problem(place, value))
    ]
    if faults:
        raise Unstorable(faults)
    return document


def _problem(place: str, value: Any) -> str:
    if isinstance(value, str):
        if "\0" in value:
            return "Text must not contain NUL characters"
        if _SURROGATE.search(value):
            return "Text must not contain half of a surrogate pair"
        return _day_problem(place, value) or _instant_problem(place, value)
    if isinstance(value, int) and not -BIGGEST - 1 <= value <= BIGGEST:
        return f"Input should be from {-BIGGEST - 1} to {BIGGEST}"
    return ""


def _day_problem(place: str, value: str) -> str:
    """
    A day so far away that the day or the month after it does not exist.
    """
    if not place.endswith(("_on", ".on", ".month", ".first", ".last")):
        return ""
    try:
        day = dt.date.fromisoformat(value).isoformat()
    except ValueError:
        return ""  # its own schema says so
    return "" if FIRST <= day <= LAST else f"Input should be from {FIRST} to {LAST}"


def _instant_problem(place: str, value: str) -> str:
    if not place.endswith((".at", "_at")):
        return ""
    try:
        aware = dt.datetime.fromisoformat(value).tzinfo
    except ValueError:
        return ""
    return "" if aware else "An instant needs its offset, as 2027-02-01T09:00:00Z"
