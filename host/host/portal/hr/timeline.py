"""
How does a person's cover lie in time, beside their work?
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from domain_kit.periods import Period
from host.portal.drawing.timeline import Lane, Timeline, lane, timeline
from host.portal.hr.story import Cover, Known
from host.portal.templatetags.shown import NONE, money, short_day

_YEARS = 4


def drawn(known: Known, covers: Sequence[Cover]) -> Timeline | None:
    """
    A lane of work and one for each benefit, over four years at most; None without any cover.
    """
    counted = [each.enrolment for each in covers if each.enrolment.coverage]
    if not counted:
        return None
    first, last = _bounds(known, [each.coverage for each in counted])
    by_benefit: dict[str, list[tuple[str, str, Period]]] = {}
    for each in sorted(counted, key=lambda each: each.starts_on):
        name = each.label.split(",")[0]
        spans = by_benefit.setdefault(name, [])
        kind = "employer" if len(spans) % 2 == 0 else "employees"
        spans.append((kind, _said(each), each.coverage))
    work = [("planned", _days(each.period), each.period) for each in known.employments]
    lanes: list[Lane] = [lane(_("Work"), work, first=first, last=last)]
    lanes += [lane(name, spans, first=first, last=last) for name, spans in by_benefit.items()]
    return timeline(lanes, first=first, last=last, today=known.today)


def _bounds(known: Known, periods: Sequence[Period]) -> tuple[dt.date, dt.date]:
    latest = max(each.last or known.today for each in periods)
    last = max(latest, known.today)
    earliest = min(each.start for each in periods)
    floor = dt.date(last.year - _YEARS + 1, 1, 1)
    return max(min(earliest, known.today), floor).replace(day=1), last


def _said(cover: object) -> str:
    period: Period = cover.coverage  # type: ignore[attr-defined]
    return f"{cover.label}, {money(cover.monthly)}, {_days(period)}"  # type: ignore[attr-defined]


def _days(period: Period) -> str:
    if period.last is None:
        return _("since %(day)s") % {"day": short_day(period.start)}
    return f"{short_day(period.start)} {NONE} {short_day(period.last)}"
