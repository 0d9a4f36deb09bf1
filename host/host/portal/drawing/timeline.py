"""
Where on a line of time do some periods lie?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from domain_kit.periods import Period
from host.portal.drawing.numbers import share, written

WIDTH = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    A period within the line, in units of a box that is WIDTH wide; `open` if it goes on beyond it.
    """

    kind: str
    label: str
    x: str
    width: str
    open: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """
    What lies one behind the other.
    """

    label: str
    spans: tuple[Span, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    The first of January of a year, or another day that matters.
    """

    label: str
    x: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """
    Lanes above a line with marks; `today` is where today is, if it lies on it.
    """

    lanes: tuple[Lane, ...]
    years: tuple[Mark, ...]
    today: str | None


def lane(
    label: str, spans: Sequence[tuple[str, str, Period]], *, first: dt.date, last: dt.date
) -> Lane:
    """
    A lane of (kind, label, period) from `first` to `last`, both inclusive; what lies beyond is cut.
    """
    line = Period.inclusive(first, last)
    found = []
    for kind, name, period in spans:
        seen = period.intersection(line)
        if seen is None or seen.last is None:
            continue
        start, end = _place(seen.start, line), _place(seen.last + dt.timedelta(days=1), line)
        found.append(
            Span(
                kind=kind,
                label=name,
                x=written(start),
                width=written(end - start),
                open=period.last is None or period.last > last,
            )
        )
    return Lane(label=label, spans=tuple(found))


def timeline(
    lanes: Sequence[Lane], *, first: dt.date, last: dt.date, today: dt.date | None = None
) -> Timeline:
    """
    Lanes that were made for the same days, the years between, and today.
    """
    line = Period.inclusive(first, last)
    years = [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    shown = today is not None and line.contains(today)
    return Timeline(
        lanes=tuple(lanes),
        years=tuple(
            Mark(label=str(day.year), x=written(_place(day, line))) for day in years if day >= first
        ),
        today=written(_place(today, line)) if shown and today is not None else None,
    )


def _place(day: dt.date, line: Period) -> Fraction:
    assert line.last is not None
    return WIDTH * share((day - line.start).days, (line.last - line.start).days + 1)
