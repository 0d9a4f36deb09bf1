"""
Which expression fills each column of a table, so that its rows obey everything at once?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import dataclasses
from collections.abc import Mapping

from django.db import connection

from wheelwright.agent.rows import (
    check_constraints,
    model_clean,
    references,
    shapes,
    trees,
    uniqueness,
    values,
    variety,
)
from wheelwright.agent.rows.check_constraints import Choice
from wheelwright.agent.rows.references import Keys
from wheelwright.agent.rows.tables import Column, Reference, Table
from wheelwright.agent.rows.typed_values import Values
from wheelwright.agent.rows.uniqueness import Turns, Unit
from wheelwright.agent.rows.wishes import Wishes

SAMPLE = 48  # rows that the checks are tried on before all are made
FAN_OUT = 10  # rows that point at the same earlier row of their own table


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """
    An INSERT ... SELECT of `i`, and how many rows it can make. `plain` is for a table that refuses
    rows that are not all alike.
    """

    columns: tuple[str, ...]
    expressions: tuple[str, ...]
    plain: tuple[str, ...]
    overriding: bool
    most: int
    because: str
    any_column: str
    any_value: str


def keys_of(table: Table) -> Keys:
    """
    The keys of the parents, to be closed when the rows are made.
    """
    return Keys(table)


def write(
    table: Table,
    keys: Keys,
    filled: Mapping[str, Table],
    *,
    first: int,
    last: int,
    wishes: Wishes,
) -> Recipe:
    """
    Decide on an expression for every column; `wishes` are what no schema says.

    Raises:
        LookupError: with the column or the rule that no values are known for.
    """
    known, units, pointing = _values(table, keys, filled, last, wishes)
    turns = uniqueness.arrange(
        table, known, units, first=first, last=last, references=frozenset(pointing)
    )
    firsts = {c.name: _first(c, known, turns, pointing) for c in table.columns if c.name in known}
    if trees.is_tree(table.model):
        explicit = _plant(table, firsts, trees.forest(table, first, last))
    else:
        explicit = _point_at_self(table, firsts, turns, first)
    conditions = [text for _, text in table.checks]
    conditions += [f"NOT coalesce(({text}), false)" for text in turns.untrue]
    own = {c for r in table.references for c in r.columns}
    options = {
        name: [first_choice, *([] if table.column(name).required else ["NULL"])]
        if name in pointing | own
        else check_constraints.options_of(
            table.column(name),
            first_choice,
            known.get(name),
            conditions,
            number=_number(name, turns),
            wanted=last,
        )
        for name, first_choice in firsts.items()
    }
    numbered = {name for name in firsts if _number(name, turns) is not None}
    sample = _sample(first, last)
    chosen = check_constraints.choose(table, options, conditions, sample, numbered=numbered)
    free = [n for n in sorted(chosen.keys() - numbered) if not table.column(n).required]
    chosen = model_clean.accepted(
        table,
        chosen,
        [name for name in free if name in pointing],
        [name for name in free if name not in pointing],
        row=first,
        holds=lambda choice: check_constraints.holds(table, choice, conditions, sample),
    )

    twin = variety.rows_of(variety.TWIN, first)[0]

    def fits(choice: Choice) -> bool:
        return check_constraints.holds(table, choice, conditions, sample) and model_clean.accepts(
            table, choice, twin - 1, twin
        )

    varied = variety.vary(
        table,
        chosen,
        numbered=frozenset(numbered | turns.spread.keys()) | trees.kept(table),
        wishes=wishes,
        allowed=lambda choice, place: (
            check_constraints.holds(table, choice, conditions, sample)
            and model_clean.accepts(table, choice, *variety.rows_of(place, first))
        ),
        fits=fits,
    )
    return _recipe(table, chosen, varied, turns, explicit, last - first + 1)


def _values(
    table: Table, keys: Keys, filled: Mapping[str, Table], last: int, wishes: Wishes
) -> tuple[dict[str, Values], dict[str, Unit], set[str]]:
    """
    What each column can hold, which of them go together, and which are references.
    """
    known: dict[str, Values] = {}
    units: dict[str, Unit] = {}
    for reference, number in _references(table, filled):
        found = keys.values(reference, unused=_is_shared_by_none(table, reference), number=number)
        if not all(v.capacity for v in found.values()):
            if not table.is_optional(reference):
                raise LookupError(
                    f"{', '.join(reference.columns)} is required and {reference.parent} has no row"
                    " left to point at"
                )
            found = {c: Values(at=lambda _: "NULL", capacity=0) for c in reference.columns}
        for name, made in found.items():
            known.setdefault(name, made)
            units.setdefault(name, reference.columns)
    pointing = set(known)
    own = {c for r in table.references if r.parent == table.name for c in r.columns}
    for column in table.columns:
        if column.generated or column.numbered or column.name in known or column.name in own:
            continue
        try:
            found_values = values.of(table.model, column, wanted=last)
            known[column.name] = shapes.of(table, column, found_values, wishes)
        except LookupError as exc:
            if column.required:
                raise LookupError(f"{column.name} is required, and {exc.args[0]}") from exc
            known[column.name] = Values(at=lambda _: "NULL", capacity=0)
        units[column.name] = (column.name,)
    return known, units, pointing


def _references(table: Table, filled: Mapping[str, Table]) -> list[tuple[Reference, int | None]]:
    """
    Generic ones first, with the one content type that fits them, then those of the catalogue.
    """
    found: list[tuple[Reference, int | None]] = []
    typed: dict[str, int] = {}
    for reference, number, kind in references.generic(table, filled):
        found.append((reference, None))
        typed[kind.name] = number
    for reference in table.references:
        if reference.parent == table.name:
            continue
        one = None
        if reference.parent == references.TYPES and not _is_shared_by_none(table, reference):
            one = typed.get(reference.columns[0]) or references.content_type_of(table.model)
        found.append((reference, one))
    return found


def names_any_type(table: Table) -> bool:
    """
    Must its rows name one content type each, whether or not anybody would name that one?
    """
    return any(
        reference.parent == references.TYPES and _is_shared_by_none(table, reference)
        for reference in table.references
    )


def _is_shared_by_none(table: Table, reference: Reference) -> bool:
    return any(
        {n for part in d.parts for n in part} == set(reference.columns) for d in table.distincts
    )


def _number(name: str, turns: Turns) -> str | None:
    return "i" if name in turns.spread else turns.numbers.get(name)


def _first(column: Column, known: Mapping[str, Values], turns: Turns, pointing: set[str]) -> str:
    name = column.name
    if name in turns.spread:
        return turns.spread[name]
    made = known[name]
    if name in turns.numbers:
        text = made.at(turns.numbers[name])
    elif made.capacity == 0:
        return "NULL"
    else:
        text = made.at("i") if name in pointing else made.plain()
    if name in turns.empty_from:
        return f"CASE WHEN i < {turns.empty_from[name]} THEN ({text})::{column.type} END"
    return text


def _point_at_self(
    table: Table, firsts: dict[str, str], turns: Turns, first: int
) -> tuple[str, str] | None:
    """
    Let rows point at earlier rows of their own table, and the first ones at nothing or themselves;
    the key column with its expression if that is otherwise the server's to give.
    """
    own = [r for r in table.references if r.parent == table.name]
    explicit = None
    for reference in own:
        if len(reference.columns) > 1:
            firsts.update(dict.fromkeys(reference.columns, "NULL"))
            continue
        column, key = table.column(reference.columns[0]), table.column(reference.keys[0])
        explicit = _own_number(table, key, first) or explicit
        made = explicit[1] if explicit else firsts.get(key.name)
        if made is None or column.name in turns.numbers:
            firsts[column.name] = "NULL"
            continue
        earlier = (
            f"(SELECT {made} FROM (SELECT {first} + (i - {first}) / {FAN_OUT} AS i) AS earlier)"
        )
        alone = "NULL" if not column.required else f"({made})"
        firsts[column.name] = f"CASE WHEN i < {first + FAN_OUT} THEN {alone} ELSE {earlier} END"
    return explicit


def _plant(table: Table, firsts: dict[str, str], forest: trees.Forest) -> tuple[str, str] | None:
    """
    Place the rows in trees; where the one above cannot be named, every row stands alone.
    """
    own = [r for r in table.references if r.parent == table.name]
    firsts.update(dict.fromkeys((c for r in own for c in r.columns), "NULL"))
    named = trees.parent_column(table.model)
    explicit = None
    if named:
        upward = next((r for r in own if r.columns == (named,)), None)
        key = table.column(upward.keys[0]) if upward else None
        explicit = _own_number(table, key, forest.first) if key else None
        made = explicit[1] if explicit else firsts.get(key.name if key else "")
        if made is None or table.column(named).required:
            forest = dataclasses.replace(forest, whole=forest.first)
        else:
            firsts[named] = trees.above(forest, made)
    firsts.update(trees.expressions(table.model, forest))
    return explicit


def _own_number(table: Table, key: Column, first: int) -> tuple[str, str] | None:
    if not key.numbered:
        return None
    return key.name, f"{_last_number(table, key) - first + 1} + i"


def _last_number(table: Table, key: Column) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)",
            [table.name, key.name],
        )
        return int(cursor.fetchone()[0])


def _sample(first: int, last: int) -> list[int]:
    """
    Row numbers from the beginning, the end and between.
    """
    half = SAMPLE // 2
    step = max((last - first) // half, 1)
    rows = {*range(first, min(first + half, last + 1)), *range(first, last + 1, step), last}
    return sorted(rows)


def _recipe(
    table: Table,
    chosen: Choice,
    varied: Choice,
    turns: Turns,
    explicit: tuple[str, str] | None,
    rows: int,
) -> Recipe:
    quote = connection.ops.quote_name
    if explicit:
        chosen = {**chosen, explicit[0]: explicit[1]}
        varied = {**varied, explicit[0]: explicit[1]}
    names = [c for c in table.columns if c.name in chosen]
    return Recipe(
        columns=tuple(quote(c.name) for c in names),
        expressions=tuple(f"({varied[c.name]})::{c.type}" for c in names),
        plain=tuple(f"({chosen[c.name]})::{c.type}" for c in names),
        overriding=bool(explicit and table.column(explicit[0]).always),
        most=rows if turns.most is None else min(rows, turns.most),
        because=turns.because,
        any_column=quote(table.columns[0].name),
        any_value=_next_value(table),
    )


def _next_value(table: Table) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.columns[0].name])
        sequence = cursor.fetchone()[0]
    return f"nextval('{sequence}')" if sequence else "i"
