"""
Which of each column's values together keep the checks of a table? PostgreSQL itself is asked.
"""

import heapq
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set

from django.db import DatabaseError, connection

from wheelwright.agent.rows import typed_values, values
from wheelwright.agent.rows.tables import Column, Table, mentioned
from wheelwright.agent.rows.typed_values import Values

MOST = 3_000  # combinations tried for checks that share columns
BATCH = 60
NEARBY = 4  # batches looked through after one that fits
MIXED = 3  # combinations that take turns
TEXT = re.compile(r"'((?:[^']|'')*)'")
NUMBER = re.compile(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w'])")
SHIFTS = ("interval '1 day'", "interval '1 year'", "interval '100 years'")

type Choice = dict[str, str]


class NoneFits(LookupError):
    """
    No combination that was tried keeps these rules.
    """


def choose(
    table: Table,
    options: Mapping[str, Sequence[str]],
    conditions: Sequence[str],
    rows: Sequence[int],
    *,
    numbered: Set[str],
) -> Choice:
    """
    One expression per column, the first ones where they do; the `numbered` ones tell rows apart.

    Raises:
        NoneFits: if no combination that was tried keeps every condition for these row numbers.
    """
    chosen = {name: known[0] for name, known in options.items()}
    failing = [c for c in conditions if not holds(table, chosen, [c], rows)]
    while failing:
        involved = _sharing(table, failing[0], conditions, set(options))
        names = sorted(
            {n for condition in involved for n in _names(table, condition)} & set(options)
        )
        found = _search(table, chosen, {n: options[n] for n in names}, involved, rows, numbered)
        if not found:
            raise NoneFits(f"no values were found that keep {' and '.join(failing)}")
        chosen |= mixed(table, found)
        failing = [c for c in failing if c not in involved]
    return chosen


def mixed(table: Table, found: Sequence[Choice]) -> Choice:
    """
    Each row by one of these, in turn: checks look at a row at a time.
    """
    return {
        name: _in_turn([one[name] for one in found], table.column(name).type) for name in found[0]
    }


def _in_turn(expressions: Sequence[str], type_name: str) -> str:
    if len(set(expressions)) == 1:
        return expressions[0]
    cases = " ".join(
        f"WHEN {place} THEN ({text})::{type_name}" for place, text in enumerate(expressions)
    )
    return f"CASE i % {len(expressions)} {cases} END"


def _names(table: Table, condition: str) -> set[str]:
    return {
        base.name
        for column in mentioned(condition, table.columns)
        for base in (
            [column] if column.generated is None else mentioned(column.generated, table.columns)
        )
    }


def _sharing(table: Table, condition: str, conditions: Sequence[str], known: set[str]) -> list[str]:
    """
    The condition, and those that its columns could break.
    """
    involved, names = [condition], _names(table, condition) & known
    while True:
        more = [c for c in conditions if c not in involved and _names(table, c) & names]
        if not more:
            return involved
        involved += more
        names |= {n for c in more for n in _names(table, c)} & known


def _search(
    table: Table,
    chosen: Choice,
    options: Mapping[str, Sequence[str]],
    conditions: Sequence[str],
    rows: Sequence[int],
    numbered: Set[str],
) -> list[Choice]:
    """
    The likeliest combination that fits, and a few near it that bring the most other values.
    """
    fitting: list[Choice] = []
    combinations = itertools.islice(_cheapest_first(options), MOST)
    nearby = NEARBY
    while nearby and (batch := tuple(itertools.islice(combinations, BATCH))):
        nearby -= bool(fitting)
        fitting += _fitting(table, chosen, batch, conditions, rows)
    found = fitting[:1]
    while len(found) < MIXED:
        fitting = [f for f in fitting if all(f[n] == found[0][n] for n in numbered & f.keys())]
        best = max(fitting, key=lambda one: _news(table, one, found), default=None)
        if best is None or not _news(table, best, found):
            break
        found.append(best)
    return found


def _news(table: Table, one: Choice, known: Sequence[Choice]) -> int:
    """
    In how many columns a combination differs; another number or date is hardly news.
    """
    return sum(
        1 if table.column(name).category in "ND" and "NULL" not in text else 3
        for name, text in one.items()
        if text not in {other[name] for other in known}
    )


def _fitting(
    table: Table,
    chosen: Choice,
    batch: Sequence[Choice],
    conditions: Sequence[str],
    rows: Sequence[int],
) -> list[Choice]:
    try:
        with connection.cursor() as cursor:
            tries = (
                f"SELECT {number} AS n WHERE {_query(table, chosen | one, conditions, rows)}"
                for number, one in enumerate(batch)
            )
            cursor.execute(" UNION ALL ".join(tries))
            return [batch[int(number)] for (number,) in cursor.fetchall()]
    except DatabaseError:  # one of them does not even compute
        return [one for one in batch if holds(table, chosen | one, conditions, rows)]


def _cheapest_first(options: Mapping[str, Sequence[str]]) -> Iterator[Choice]:
    """
    Combinations in the order of how far they are from each column's first value.
    """
    names = list(options)
    start = (0,) * len(names)
    heap, seen = [(0, start)], {start}
    while heap:
        cost, places = heapq.heappop(heap)
        yield {name: options[name][place] for name, place in zip(names, places, strict=True)}
        for index, name in enumerate(names):
            if places[index] + 1 < len(options[name]):
                after = (*places[:index], places[index] + 1, *places[index + 1 :])
                if after not in seen:
                    seen.add(after)
                    heapq.heappush(heap, (cost + 1, after))


def holds(table: Table, chosen: Choice, conditions: Sequence[str], rows: Sequence[int]) -> bool:
    """
    Does PostgreSQL find every condition true of these rows?
    """
    if not conditions:
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_query(table, chosen, conditions, rows)}")
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False


def _query(table: Table, chosen: Choice, conditions: Sequence[str], rows: Sequence[int]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(
        f"({chosen.get(c.name, 'i' if c.numbered else 'NULL')})::{c.type} AS {quote(c.name)}"
        for c in table.columns
        if c.generated is None
    )
    made = "".join(
        f", ({c.generated})::{c.type} AS {quote(c.name)}" for c in table.columns if c.generated
    )
    all_hold = " AND ".join(f"coalesce(({condition}), true)" for condition in conditions)
    numbers = ", ".join(map(str, rows))
    return (
        f"(SELECT bool_and({all_hold}) FROM (SELECT base.*{made} FROM"
        f" (SELECT {columns} FROM unnest(ARRAY[{numbers}]::bigint[]) AS i) AS base) AS made)"
    )


def options_of(
    column: Column,
    first: str,
    known: Values | None,
    conditions: Sequence[str],
    *,
    number: str | None,
    wanted: int,
) -> list[str]:
    """
    What else a column could hold, from the likeliest; if its value has a number, only what tells
    numbers apart.
    """
    about = [c for c in conditions if mentioned(c, [column])]
    if not about:
        return [first]
    later = [f"({first}) + {shift}" for shift in _shifts(column, about)]
    # An end later than its start is likelier than no end; elsewhere nothing is likelier than a sum.
    found = [first, *(later if column.category == "D" else ())]
    if number is None:
        found += [known.at("i")] if known is not None else []
        found += [] if column.required else ["NULL"]
        found += [f"({text})::{column.type}" for text in _constants(column, about)]
    for shape in _shapes(column, about, wanted):
        if number is None or shape.capacity > wanted:
            found.append(shape.at(number or "i"))
    return list(dict.fromkeys([*found, *later]))


def _constants(column: Column, conditions: Sequence[str]) -> Iterator[str]:
    """
    What the conditions themselves name.
    """
    if column.base == "bool":
        yield from ("true", "false")
    whole = " ".join(conditions)
    if column.category == "N":
        numbers = sorted({float(n) for n in NUMBER.findall(TEXT.sub("", whole))} | {0.0, 1.0})
        for number in numbers:
            for near in (number, number + 1, number - 1, -number):
                yield f"({near:g})"
    elif column.category in "SDUE":
        yield from (f"'{text}'" for text in dict.fromkeys(TEXT.findall(whole)))
    if column.base in ("json", "jsonb"):
        yield from ("'{}'", "'[]'", "'1'", "'\"row\"'")
    if column.category == "S":
        yield "''"


def _shapes(column: Column, conditions: Sequence[str], wanted: int) -> Iterator[Values]:
    """
    Texts of the forms that a check may ask for: a pattern, a length, a case, a prefix.
    """
    if column.category != "S":
        return
    whole = " ".join(conditions)
    for text in dict.fromkeys(TEXT.findall(whole)):
        if "~~" in whole and "%" in text:
            yield _like(text)
        elif "~" in whole and len(text) > 1:
            shaped = values.matching(text.replace("''", "'"), column.room, wanted)
            if shaped is not None:
                yield shaped
    widths = {int(float(number)) for number in NUMBER.findall(TEXT.sub("", whole))}
    upper = typed_values.CODE[10:]
    for width in sorted(w for w in widths | {column.room} if 0 < w <= min(column.room, 60)):
        for alphabet in (typed_values.DIGITS, upper, upper.lower()):
            yield typed_values.digits([alphabet] * width)


def _like(text: str) -> Values:
    start, _, end = text.partition("%")
    end = end.replace("%", "")
    return Values(
        at=lambda n: f"'{start}' || ({n})::text || '{end}'", capacity=typed_values.ENDLESS
    )


def _shifts(column: Column, conditions: Sequence[str]) -> Iterator[str]:
    if column.base in ("timestamptz", "timestamp", "date"):
        yield from SHIFTS
        yield from (f"-{shift}" for shift in SHIFTS)
    if column.category == "N":
        numbers = {int(float(n)) for n in NUMBER.findall(TEXT.sub("", " ".join(conditions)))} | {1}
        for number in sorted(numbers):
            yield from (f"{number}", f"(-{number})")
