"""
Which different values does a type of PostgreSQL have, written as SQL of a number?
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from wheelwright.agent.rows.tables import Column

ENDLESS = 10**12
DIGITS = "0123456789"
CODE = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_DATE = 2_900_000  # days from 1900 until Python's last year
WHOLE = {"int2": 2**15 - 1, "int4": 2**31 - 1, "int8": 2**63 - 1, "oid": 2**31 - 1}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """
    `at` is the SQL of value number n; `capacity` is how many differ; `usual` is what rows hold
    that need not differ.
    """

    at: Callable[[str], str]
    capacity: int
    usual: str | None = None

    def plain(self) -> str:
        """
        What row number `i` holds if rows need not differ.
        """
        return self.usual if self.usual is not None else self.at("i")


def of(column: Column) -> Values:
    """
    Values of the column's type.

    Raises:
        LookupError: for a type whose values cannot be guessed.
    """
    if column.labels:
        return among([quoted(label) for label in column.labels], column.type)
    if column.category == "A":
        return Values(at=lambda _: "'{}'", capacity=1)
    if column.kind == "m":
        return Values(at=lambda _: "'{}'", capacity=1)
    if column.kind == "r":
        return _ranges(column)
    if column.base in WHOLE:
        limit = WHOLE[column.base]
        small = min(limit, 1000)
        return Values(at=lambda n: f"1 + ({n}) % {limit}", capacity=limit, usual=f"1 + i % {small}")
    if column.base == "numeric":
        return _numbers(column.modifier)
    if column.category == "S":
        return text(column.room, column.name.replace("_", " "))
    return _simple(column)


def _simple(column: Column) -> Values:
    found = SIMPLE.get(column.base)
    if found is None:
        raise LookupError(f"no value is known for its type {column.type}")
    return found


def among(literals: Iterable[str], type_name: str) -> Values:
    """
    One of these, in turn.
    """
    known = list(literals)
    array = f"(ARRAY[{', '.join(known)}]::{type_name}[])"
    return Values(at=lambda n: f"{array}[1 + (({n}) % {len(known)})::int]", capacity=len(known))


def digits(alphabets: Iterable[str]) -> Values:
    """
    Texts with one character of each alphabet; the last ones change fastest.
    """
    places = list(alphabets)

    def at(n: str) -> str:
        pieces: list[str] = []
        stride = 1
        for alphabet in reversed(places):
            if len(alphabet) == 1:
                pieces.append(quoted(alphabet))
            elif stride < ENDLESS:
                turn = f"(({n}) / {stride}) % {len(alphabet)}"
                pieces.append(f"substr({quoted(alphabet)}, 1 + ({turn})::int, 1)")
                stride *= len(alphabet)
            else:
                pieces.append(quoted(alphabet[0]))
        return " || ".join(reversed(pieces)) or "''"

    capacity = 1
    for alphabet in places:
        capacity = min(capacity * len(alphabet), ENDLESS)
    return Values(at=at, capacity=capacity)


def text(room: int, word: str) -> Values:
    """
    A word and a number, or as many characters as fit in.
    """
    if room < 14:
        # Base 36 packs more, but whoever reads a finding should recognise the row.
        return digits([DIGITS if room >= 8 else CODE] * room)
    start = quoted(f"{word[: room - 13]} ")
    return Values(at=lambda n: f"{start} || ({n})::text", capacity=ENDLESS)


def quoted(value: str) -> str:
    """
    A text as SQL writes it.
    """
    doubled = value.replace("'", "''")
    return f"E'{doubled.replace(chr(92), chr(92) * 2)}'" if "\\" in value else f"'{doubled}'"


def _numbers(modifier: int) -> Values:
    if modifier < 4:
        return Values(at=lambda n: f"({n})", capacity=ENDLESS, usual="1 + i % 1000000")
    precision = (modifier - 4) >> 16 & 0xFFFF
    scale = ((modifier - 4 & 0x7FF) ^ 1024) - 1024
    whole = max(precision - scale, 0)
    many = 10 ** min(precision, 17)
    return Values(
        at=lambda n: f"(({n}) % {many})::numeric / {10 ** max(scale, 0)}",
        capacity=many,
        usual=f"i % {10 ** min(whole, 6)}" if whole else None,
    )


# Never more than one row's worth wide, and never touching the next row's.
RANGES: dict[str, tuple[str, str, int]] = {
    "integer": ("(2 * ({n}))::int", "(2 * ({n}) + 1)::int", 2**30 - 1),
    "bigint": ("2 * ({n})", "2 * ({n}) + 1", ENDLESS),
    "numeric": ("2 * ({n})", "2 * ({n}) + 1", ENDLESS),
    "date": (
        "date '1900-01-01' + 2 * ({n})::int",
        "date '1900-01-01' + 2 * ({n})::int + 1",
        LONGEST_DATE // 2,
    ),
    "timestamp with time zone": (
        "timestamptz '2020-01-01 00:00+00' + ({n}) * interval '2 minutes'",
        "timestamptz '2020-01-01 00:01+00' + ({n}) * interval '2 minutes'",
        10**9,
    ),
    "timestamp without time zone": (
        "timestamp '2020-01-01 00:00' + ({n}) * interval '2 minutes'",
        "timestamp '2020-01-01 00:01' + ({n}) * interval '2 minutes'",
        10**9,
    ),
}


def _ranges(column: Column) -> Values:
    if column.subtype not in RANGES:
        raise LookupError(f"no value is known for its type {column.type}")
    lower, upper, capacity = RANGES[column.subtype]
    make = column.type
    return Values(
        at=lambda n: f"{make}({lower.format(n=n)}, {upper.format(n=n)})", capacity=capacity
    )


def spread(column: Column, bound: int) -> str | None:
    """
    The lower (0) or upper (1) bound of row `i`, for a range that is made of two columns.
    """
    named = {
        "int4": "integer",
        "int8": "bigint",
        "numeric": "numeric",
        "date": "date",
        "timestamptz": "timestamp with time zone",
        "timestamp": "timestamp without time zone",
    }
    known = RANGES.get(named.get(column.base, ""))
    return (known[1] if bound else known[0]).format(n="i") if known else None


SIMPLE: dict[str, Values] = {
    "bool": Values(at=lambda n: f"({n}) % 2 = 0", capacity=2),
    "float4": Values(at=lambda n: f"({n})", capacity=2**24),
    "float8": Values(at=lambda n: f"({n})", capacity=2**53),
    "money": Values(at=lambda n: f"({n})", capacity=2**53),
    "date": Values(
        at=lambda n: f"date '1900-01-01' + ({n})::int",
        capacity=LONGEST_DATE,
        usual="date '2020-01-01' + (i % 3650)::int",
    ),
    "timestamptz": Values(
        at=lambda n: f"timestamptz '2020-01-01 00:00+00' + ({n}) * interval '1 minute'",
        capacity=10**9,
    ),
    "timestamp": Values(
        at=lambda n: f"timestamp '2020-01-01 00:00' + ({n}) * interval '1 minute'", capacity=10**9
    ),
    "time": Values(
        at=lambda n: f"time '00:00' + (({n}) % 86400000) * interval '1 millisecond'",
        capacity=86_400_000,
    ),
    "timetz": Values(
        at=lambda n: f"timetz '00:00+00' + (({n}) % 86400000) * interval '1 millisecond'",
        capacity=86_400_000,
    ),
    "interval": Values(at=lambda n: f"({n}) * interval '1 second'", capacity=ENDLESS),
    "json": Values(at=lambda n: f"json_build_object('row', {n})", capacity=ENDLESS),
    "jsonb": Values(at=lambda n: f"jsonb_build_object('row', {n})", capacity=ENDLESS),
    "bytea": Values(at=lambda n: f"convert_to(({n})::text, 'UTF8')", capacity=ENDLESS),
    "uuid": Values(at=lambda n: f"md5(({n})::text)", capacity=ENDLESS),
    "inet": Values(at=lambda n: f"inet '10.0.0.0' + ({n})", capacity=2**31),
    "cidr": Values(at=lambda n: f"(inet '10.0.0.0' + ({n}))::cidr", capacity=2**31),
    "macaddr": Values(at=lambda n: f"lpad(to_hex({n}), 12, '0')", capacity=2**40),
    "macaddr8": Values(at=lambda n: f"lpad(to_hex({n}), 16, '0')", capacity=2**40),
    "hstore": Values(at=lambda n: f"hstore('row', ({n})::text)", capacity=ENDLESS),
    "ltree": Values(at=lambda n: f"'row' || ({n})::text", capacity=ENDLESS),
    "tsvector": Values(
        at=lambda n: f"to_tsvector('simple', 'row ' || ({n})::text)", capacity=ENDLESS
    ),
    "tsquery": Values(at=lambda n: f"to_tsquery('simple', 'row' || ({n})::text)", capacity=ENDLESS),
    "xml": Values(at=lambda n: f"'<row n=\"' || ({n})::text || '\"/>'", capacity=ENDLESS),
    "point": Values(at=lambda n: f"point({n}, {n})", capacity=ENDLESS),
    "box": Values(at=lambda n: f"box(point({n}, {n}), point({n}, {n}))", capacity=ENDLESS),
    "circle": Values(at=lambda n: f"circle(point({n}, {n}), 1)", capacity=ENDLESS),
    "lseg": Values(at=lambda n: f"lseg(point({n}, 0), point({n}, 1))", capacity=ENDLESS),
    "bit": Values(at=lambda _: "0", capacity=1),
    "varbit": Values(at=lambda _: "B'0'", capacity=1),
    "pg_lsn": Values(at=lambda n: f"('0/' || upper(to_hex({n})))", capacity=2**31),
}
