"""
How is a log record one line of JSON that tells no name, no amount and no secret?

What a person typed, or a row holds, is in the arguments of messages and in the sentences of
exceptions. So neither is written: of a message its template, of an exception its type and where it
was raised, of the database's its SQLSTATE and the constraint.
"""

import datetime as dt
import json
import logging
import traceback
from typing import Any

from host.telemetry.context import current_id

FIELDS = "fields"


class JsonLines(logging.Formatter):
    """
    One object a line: `at` in UTC, `level`, `event`, and what our own records have in `fields`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """
        The line, without its end.
        """
        said: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
            "event": str(record.msg),
        }
        fields = getattr(record, FIELDS, None)
        if fields is None:
            fields = {"logger": record.name, "request_id": current_id()}
        error = record.exc_info[1] if record.exc_info else None
        told = {"error": error_name(error), "trace": trace(error)} if error else {}
        return json.dumps({**said, **fields, **told}, ensure_ascii=True, default=str)


class OnlyOnce(logging.Filter):
    """
    Drops what Django says of a request that has a line of its own.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """
        Whether to write the record.
        """
        return not getattr(getattr(record, "request", None), "is_logged", False)


def error_name(error: BaseException) -> str:
    """
    An exception's type; one of the database with SQLSTATE and constraint.
    """
    cause = error.__cause__ if error.__cause__ is not None else error
    state = getattr(cause, "sqlstate", None)
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return " ".join(str(each) for each in (kind, state, constraint) if each)


def trace(error: BaseException) -> list[str]:
    """
    Where it was raised, and what raised it, the outermost call first: files, lines, functions.
    """
    lines: list[str] = []
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        lines.append(error_name(each))
        lines += [
            f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(each.__traceback__)
        ]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return lines
