"""
Which rows are not like the others? Real tables have gaps, empty texts and lists, twins, and dates in
either order.

Of every ten rows one is the twin of the row before in whatever need not differ, and in one everything
optional is NULL, as far as the rules allow. In another texts, lists and documents that may be empty are,
and in another later dates come first.
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import re
from collections.abc import Callable, Iterable, Sequence

from django.db import models

from wheelwright.agent.rows import check_constraints, references, shapes, trees
from wheelwright.agent.rows.check_constraints import Choice
from wheelwright.agent.rows.tables import Column, Table
from wheelwright.agent.rows.wishes import Wishes

OF = 10
TWIN, BARE, BLANK, EARLIER = 4, 6, 8, 9  # which of ten rows
NULLS, BLANKS, TWINS, DATES = "nulls", "blanks", "twins", "dates"  # what can be left out
SHIFTS = {
    "date": "{}",
    "timestamptz": "{} * interval '1 day'",
    "timestamp": "{} * interval '1 day'",
}
NUMBER = re.compile(r"'(?:[^']|'')*'|\bi\b")
EMPTY_LISTS = {"A": "'{}'", "json": "'{}'", "jsonb": "'{}'", "hstore": "''"}

type Allowed = Callable[[Choice, int], bool]
type Fits = Callable[[Choice], bool]


def vary(
    table: Table,
    chosen: Choice,
    *,
    numbered: frozenset[str],
    wishes: Wishes,
    allowed: Allowed,
    fits: Fits,
) -> Choice:
    """
    The same expressions with cases for the rows that are different, as far as the rules allow.

    `numbered` columns tell rows apart. `allowed` says whether the rows in one place of ten may
    be like this, `fits` whether rows that are made by these expressions keep every rule.
    """
    units = _units(table, chosen, wishes)
    bare = _settle(chosen, units, allowed, BARE)
    later = [unit for unit in units if not unit.items() <= bare.items()]
    blank = _settle(chosen, [*_as_units(_singles(table, chosen, wishes)), *later], allowed, BLANK)
    earlier = _settle(
        chosen, _as_units(_shifted(table, chosen, numbered, wishes)), allowed, EARLIER
    )
    varied = {
        name: _cases(
            table.column(name),
            text,
            {BARE: bare.get(name), BLANK: blank.get(name), EARLIER: earlier.get(name)},
        )
        for name, text in chosen.items()
    }
    if TWINS not in wishes.without:
        twins = {name: text if name in numbered else _twin(text) for name, text in varied.items()}
        if fits(twins):
            return twins
    return varied if fits(varied) else chosen


def rows_of(place: int, first: int) -> range:
    """
    The numbers of the first few rows in a place of ten, from row `first` on.
    """
    one = first + (place - first) % OF
    return range(one, one + OF * check_constraints.MIXED, OF)


def _settle(chosen: Choice, units: Sequence[Choice], allowed: Allowed, place: int) -> Choice:
    """
    As many of these at once as the rows in a place may have.
    """
    everything = {name: text for unit in units for name, text in unit.items()}
    if not everything or allowed(chosen | everything, place):
        return everything
    taken: Choice = {}
    for unit in units:
        if allowed(chosen | taken | unit, place):
            taken |= unit
    return taken


def _units(table: Table, chosen: Choice, wishes: Wishes) -> list[Choice]:
    """
    What may be empty, the columns of one reference together.
    """
    singles = dict(_singles(table, chosen, wishes))
    if NULLS not in wishes.without:
        singles |= {c.name: "NULL" for c in table.columns if _may_be_null(table, c, chosen)}
    together = [r.columns for r in table.references] + list(references.generic_pairs(table))
    units: list[Choice] = []
    for group in together:
        if len(group) > 1 and set(group) <= singles.keys():
            units.append({name: singles.pop(name) for name in group})
    return [*units, *_as_units(singles)]


def _as_units(singles: Choice) -> list[Choice]:
    return [{name: text} for name, text in singles.items()]


def _singles(table: Table, chosen: Choice, wishes: Wishes) -> Choice:
    """
    The columns that may hold an empty text, list or document.
    """
    if BLANKS in wishes.without:
        return {}
    shared = {name for d in table.distincts for part in d.parts for name in part}
    return {
        column.name: text
        for column in table.columns
        if column.name in chosen
        and column.name not in shared
        and not shapes.is_known(table, column, wishes)
        and (text := _empty(column)) is not None
    }


def _shifted(table: Table, chosen: Choice, numbered: frozenset[str], wishes: Wishes) -> Choice:
    """
    Each further date of a row a little before the one before it.
    """
    if DATES in wishes.without:
        return {}
    dates = [
        column
        for column in table.columns
        if column.base in SHIFTS
        and column.name in chosen.keys() - numbered
        and chosen[column.name] != "NULL"
    ]
    return {
        column.name: f"({chosen[column.name]})::{column.type} - {SHIFTS[column.base].format(place)}"
        for place, column in enumerate(dates)
        if place
    }


def _empty(column: Column) -> str | None:
    field = column.field
    if field is None or not type(field).__module__.startswith("django."):
        return None
    if column.category == "S" and isinstance(field, models.CharField | models.TextField):
        return "''" if field.blank else None
    if column.category == "A":
        return "'{}'"
    if column.base in EMPTY_LISTS:
        default = field.get_default() if field.has_default() else {}
        return "'[]'" if isinstance(default, list) else EMPTY_LISTS[column.base]
    return None


def _may_be_null(table: Table, column: Column, chosen: Choice) -> bool:
    """
    Optional, and no rule of uniqueness that would take two NULLs for the same.
    """
    if column.required or column.generated or chosen.get(column.name, "NULL") == "NULL":
        return False
    if column.name in trees.kept(table):
        return False
    for distinct in table.distincts:
        if any(column.name in part for part in distinct.parts) and (
            distinct.nulls_too or _is_computed(distinct.texts, column)
        ):
            return False
    return True


def _is_computed(texts: Iterable[str], column: Column) -> bool:
    return any(column.name in text and text.strip('"') != column.name for text in texts)


def _cases(column: Column, text: str, special: dict[int, str | None]) -> str:
    cases = " ".join(
        f"WHEN {place} THEN ({other})::{column.type}"
        for place, other in special.items()
        if other is not None
    )
    return f"CASE i % {OF} {cases} ELSE ({text})::{column.type} END" if cases else text


def _twin(text: str) -> str:
    """
    The same for the row before, in the twin's place; a text with a numbering of its own stays.
    """
    if " AS i" in text:
        return text
    return NUMBER.sub(
        lambda match: f"(i - (i % {OF} = {TWIN})::int)" if match[0] == "i" else match[0], text
    )
