"""
How is an answer written that the code has made, and nobody has to check again?

ninja reads every answer into its schema and writes that: for values that a query has just made it
is half of the time of a read. This writes them as they are. The operation still describes its
schema, and a test of each router says that its answers fit.
"""

from typing import Any

from django.http import HttpResponse
from pydantic_core import to_json


def answer(value: Any, *, status: int = 200) -> HttpResponse:
    """
    The response of a hot read: `value` as JSON, with exactly the fields that are documented.

        return answer({"id": row.id, "monthly": row.monthly})

    It knows dataclasses (`Money` is as `MoneyOut` describes it), dicts, lists, tuples, UUIDs,
    dates, aware instants and members of enumerations, by their values. An instant keeps its
    microseconds; ninja's encoder writes milliseconds.

    Raises:
        PydanticSerializationError: if it meets anything else.
    """
    body = to_json(value)
    # Told here, so that no middleware needs to count.
    headers = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))}
    return HttpResponse(body, status=status, headers=headers)
