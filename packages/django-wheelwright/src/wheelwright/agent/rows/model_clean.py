"""
Would the package's own code accept such a row? Its clean() and save() may ask more than the server.
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction

from wheelwright.agent.rows import check_constraints
from wheelwright.agent.rows.check_constraints import Choice
from wheelwright.agent.rows.tables import Model, Table

MOST = 8  # optional references whose combinations are tried


def accepted(
    table: Table,
    chosen: Choice,
    references: Sequence[str],
    others: Sequence[str],
    *,
    row: int,
    holds: Callable[[Choice], bool],
) -> Choice:
    """
    The same, unless the model refuses row `row`: then with as few of these optional columns left
    empty as it takes, in several ways if there are.
    """

    def is_fine(choice: Choice) -> bool:
        return holds(choice) and _accepts(table, choice, row)

    if not (references or others) or not _has_a_say(table.model) or is_fine(chosen):
        return chosen
    for bare in (chosen, chosen | dict.fromkeys(others, "NULL")):
        found = [c for c in _with_fewer(bare, references[:MOST]) if is_fine(c)][
            : check_constraints.MIXED
        ]
        if found:
            turns = found if len(found) > 1 else found * 2
            orders = itertools.cycle((others, others[::-1]))  # what excludes each other takes turns
            return check_constraints.mixed(
                table,
                [_refilled(c, chosen, o, is_fine) for c, o in zip(turns, orders, strict=False)],
            )
    return chosen


def accepts(table: Table, chosen: Choice, *rows: int) -> bool:
    """
    Would the model take these rows, one after the other?
    """
    return not _has_a_say(table.model) or _accepts(table, chosen, *rows)


def _has_a_say(model: Model) -> bool:
    return not model._meta.parents and any(
        getattr(model, name) is not getattr(models.Model, name)
        for name in ("clean", "validate_unique", "save")
    )


def _with_fewer(chosen: Choice, optional: Sequence[str]) -> Iterator[Choice]:
    """
    One of them at a time, then more, and none at last.
    """
    for kept in (*range(1, len(optional) + 1), 0):
        for keep in itertools.combinations(optional, kept):
            yield {**chosen, **{name: "NULL" for name in optional if name not in keep}}


def _refilled(
    bare: Choice, full: Choice, others: Sequence[str], is_fine: Callable[[Choice], bool]
) -> Choice:
    """
    The columns back that were emptied in vain.
    """
    for name in others:
        if bare[name] != full[name] and is_fine(bare | {name: full[name]}):
            bare = bare | {name: full[name]}
    return bare


def _accepts(table: Table, chosen: Choice, *rows: int) -> bool:
    """
    Does saving them go through? Nothing is kept.
    """
    try:
        with transaction.atomic():
            for row in rows:
                made = _row(table, chosen, row)
                made.clean()
                made.validate_unique()
                made.save(force_insert=True)
            transaction.set_rollback(True)
    except ValidationError:
        return False
    except Exception:  # its code met something it did not expect: no opinion
        return True
    return True


def _row(table: Table, chosen: Choice, row: int) -> models.Model:
    columns = [column for column in table.columns if column.name in chosen and column.field]
    values = ", ".join(f"({chosen[c.name]})::{c.type}" for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {values} FROM (SELECT {row}::bigint AS i) AS one")
        stored = cursor.fetchone()
    made = table.model()
    for column, value in zip(columns, stored, strict=True):
        field: Any = column.field
        read = getattr(field, "from_db_value", None)
        setattr(made, field.attname, read(value, None, connection) if read else value)
    return made
