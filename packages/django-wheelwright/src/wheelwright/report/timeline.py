"""
Which table was locked from when to when, while a migration ran? In percent of its time.
"""

import dataclasses
import math
import re
from collections.abc import Iterable, Sequence

from wheelwright.report.locks import Stops, duration, sql_name, stops
from wheelwright.report.model import Migration
from wheelwright.report.printable import flat

CREATED = re.compile(
    r'\s*CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?', re.I
)
NEAR = 0.3  # percent; bars nearer to each other are one, as nobody could tell them apart
THIN = 0.5  # percent; a shorter bar could not be seen
MOST_LANES = 16
MOST_TICKS = 5
LONGEST = 160


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    A lock from when to when in seconds, whom it stops, and the statement that took it.
    """

    start: float
    end: float
    mode: str
    stops: Stops
    sql: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """
    What is drawn: place and width in percent, whom it stops, and what it says.
    """

    start: float
    width: float
    stops: Stops
    title: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """
    One table; the weakest locks first, so that the strongest are drawn over them.
    """

    table: str
    says: str
    stops: Stops
    bars: tuple[Bar, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """
    A mark of the time axis.
    """

    at: float
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """
    The locks of one migration; `left_out` counts tables that found no room.
    """

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    left_out: int

    @property
    def description(self) -> str:
        return " ".join(f"{lane.table}: {lane.says}." for lane in self.lanes)


def born(migrations: Iterable[Migration]) -> frozenset[str]:
    """
    Tables that these migrations create: nobody can be waiting for them yet.
    """
    return frozenset(
        match[1]
        for migration in migrations
        for statement in migration.statements
        if (match := CREATED.match(statement.sql))
    )


def timeline(migration: Migration, new_tables: frozenset[str]) -> Timeline | None:
    """
    The locks of a migration, if it took any.
    """
    spans: dict[str, list[Span]] = {}
    for statement in migration.statements:
        for lock in statement.locks:
            span = Span(
                start=statement.started,
                end=statement.started + lock.held_seconds,
                mode=lock.mode,
                stops=Stops.NOBODY if lock.table in new_tables else stops(lock.mode),
                sql=statement.sql,
            )
            spans.setdefault(lock.table, []).append(span)
    if not spans:
        return None
    whole = max(migration.seconds, *(s.end for several in spans.values() for s in several))
    lanes = [_lane(table, found, whole or 1.0, new_tables) for table, found in spans.items()]
    # Sorted by whom they stop; otherwise as the migration took them.
    lanes.sort(key=lambda lane: -lane.stops)
    return Timeline(
        lanes=tuple(lanes[:MOST_LANES]),
        ticks=_ticks(whole or 1.0),
        left_out=max(len(lanes) - MOST_LANES, 0),
    )


def _lane(table: str, spans: Sequence[Span], whole: float, new_tables: frozenset[str]) -> Lane:
    worst = max(span.stops for span in spans)
    held = sum(end - start for start, end, _ in _merged([s for s in spans if s.stops is worst], 0))
    if table in new_tables:
        says = "new, so nobody waits"
    elif worst is Stops.NOBODY:
        says = f"in use for {duration(held)}, readers and writers go on"
    else:
        says = f"{worst.word} must wait for {duration(held)}"
    bars = tuple(
        bar
        for level in Stops
        for bar in _bars([span for span in spans if span.stops is level], level, whole)
    )
    return Lane(table=table, says=says, stops=worst, bars=bars)


def _bars(spans: Sequence[Span], level: Stops, whole: float) -> list[Bar]:
    bars = []
    for start, end, inside in _merged(spans, NEAR * whole / 100):
        width = min(max(100 * (end - start) / whole, THIN), 100.0)
        times = f"from {duration(start)} to {duration(end)}"
        more = f" and {len(inside) - 1} more" if len(inside) > 1 else ""
        bars.append(
            Bar(
                start=min(100 * start / whole, 100 - width),
                width=width,
                stops=level,
                title=f"{sql_name(inside[0].mode)} {times}, {level.word} must wait: "
                f"{flat(inside[0].sql, LONGEST)}{more}",
            )
        )
    return bars


def _merged(spans: Sequence[Span], near: float) -> list[tuple[float, float, list[Span]]]:
    """
    Spans that overlap or nearly touch, together: from, to, and which.
    """
    merged: list[tuple[float, float, list[Span]]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1][1] + near:
            start, end, inside = merged[-1]
            inside.append(span)
            merged[-1] = start, max(end, span.end), inside
        else:
            merged.append((span.start, span.end, [span]))
    return merged


def _ticks(whole: float) -> tuple[Tick, ...]:
    """
    Round times from zero on, at most as many as a phone has room for.
    """
    step = 10.0 ** math.floor(math.log10(whole))
    while whole / step > MOST_TICKS - 1:
        step *= 2 if f"{step:e}"[0] in "15" else 2.5
    while whole / step < 2:
        step /= 2
    count = math.floor(whole / step)
    return tuple(
        Tick(at=100 * number * step / whole, label=_time(number * step))
        for number in range(count + 1)
    )


def _time(seconds: float) -> str:
    return f"{seconds:g} s" if seconds >= 1 else f"{round(seconds * 1000, 3):g} ms"
