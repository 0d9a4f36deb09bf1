"""
How many live rows would stand in the way of the pending migrations? Read only, with a time limit.
"""

import contextlib
import dataclasses
from collections.abc import Sequence

import psycopg

from wheelwright.preflight.database import OPTIONS
from wheelwright.preflight.live_rules import Question

PATIENCE = "10s"
MOST = 1000  # rows that are counted
NOT_THERE_YET = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedObject,
    psycopg.errors.UndefinedFunction,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """
    What the live rows answered: how many there are, what a cast said, that it took too long, or why it could
    not be asked.
    """

    question: Question
    rows: int = 0
    said: str = ""
    too_slow: bool = False
    unasked: bool = False


def ask(url: str, questions: Sequence[Question]) -> tuple[InTheWay, ...]:
    """
    Only what stands in the way, or could not be told in time; a question about tables or columns
    that an earlier pending step makes has no answer yet.
    """
    if not questions:
        return ()
    found: list[InTheWay] = []
    with psycopg.connect(url, connect_timeout=5, options=OPTIONS, autocommit=True) as connection:
        connection.execute(f"SET statement_timeout = '{PATIENCE}'".encode())
        for question in questions:
            with contextlib.suppress(*NOT_THERE_YET):
                found += filter(None, [_answer(connection, question)])
    return tuple(found)


def _answer(
    connection: psycopg.Connection[tuple[object, ...]], question: Question
) -> InTheWay | None:
    try:
        row = connection.execute(question.query.encode()).fetchone()
    except psycopg.errors.QueryCanceled:
        return InTheWay(question=question, too_slow=True)
    except NOT_THERE_YET:
        raise
    except psycopg.Error as exc:
        said = str(exc).strip().splitlines()[0]
        cast = question.casts and isinstance(exc, psycopg.DataError)
        return InTheWay(question=question, said=said, unasked=not cast)
    rows = int(str(row[0])) if row and not question.casts else 0
    return InTheWay(question=question, rows=rows) if rows else None
