"""
What does an event allow, and from which day on (C-16, C-17)?
"""

import datetime as dt

from benefits_app.data import Action, EffectiveRule, EndRule, LifeEventKind, LifeEventTerms
from benefits_app.errors import LifeEventKindBroken, LifeEventNotAllowed
from domain_kit.periods import Period

LONGEST = 366
FIFTEENTH = 15
_DAY = dt.timedelta(days=1)


def life_event_terms(
    *, kind: LifeEventKind, event_on: dt.date, reported_on: dt.date
) -> LifeEventTerms:
    """
    What an event of a kind allows that is reported on a day, in the employer's zone.

    Thirty days for a birth on 20 May end on 19 June.

    Raises:
        LifeEventNotAllowed: if it is reported too early or too late.
    """
    allowed_from = event_on - kind.days_before * _DAY
    reported_by = event_on + kind.days_after * _DAY
    if not allowed_from <= reported_on <= reported_by:
        raise LifeEventNotAllowed(kind.code, event_on, reported_on, allowed_from, reported_by)
    firsts = (_first_day(rule, event_on, reported_on) for rule in kind.effective)
    return LifeEventTerms(
        code=kind.code,
        name=kind.name,
        reported_by=reported_by,
        allowed_from=allowed_from,
        effective_on=tuple(dict.fromkeys(firsts)),
        ends_on=_last_day(kind.ends, event_on, reported_on),
        permitted=kind.permitted,
        evidence_required=kind.evidence_required,
        self_service=kind.self_service,
    )


def require_kind(kind: LifeEventKind) -> None:
    """
    Raises:
        LifeEventKindBroken: if it allows nothing, or its days are below zero or over a year.
    """
    if not all(0 <= days <= LONGEST for days in (kind.days_before, kind.days_after)):
        raise LifeEventKindBroken(f"{kind.days_before} days before and {kind.days_after} after it")
    if not kind.effective:
        raise LifeEventKindBroken("no rule for the first day")
    unknown = sorted(kind.permitted - frozenset(action.value for action in Action))
    if unknown or not kind.permitted:
        raise LifeEventKindBroken(f"the permission {unknown[0]!r}" if unknown else "no permission")


def _first_day(rule: EffectiveRule, event_on: dt.date, reported_on: dt.date) -> dt.date:
    # An event that is announced allows nothing before it happens.
    known_on = max(event_on, reported_on)
    match rule:
        case EffectiveRule.EVENT_DATE:
            return event_on
        case EffectiveRule.REPORT_DATE:
            return known_on
        case EffectiveRule.FIRST_OF_MONTH_AFTER_EVENT:
            return _next_first(event_on)
        case EffectiveRule.FIRST_OF_MONTH_AFTER_REPORT:
            return _next_first(known_on)
        case EffectiveRule.FIFTEENTH_OF_MONTH:
            first = _next_first(known_on)
            return first if known_on.day <= FIFTEENTH else _next_first(first)


def _last_day(rule: EndRule, event_on: dt.date, reported_on: dt.date) -> dt.date:
    match rule:
        case EndRule.EVENT_DATE:
            return event_on
        case EndRule.DAY_BEFORE_EVENT:
            return event_on - _DAY
        case EndRule.END_OF_EVENT_MONTH:
            return _next_first(event_on) - _DAY
        case EndRule.END_OF_REPORT_MONTH:
            return _next_first(max(event_on, reported_on)) - _DAY


def _next_first(day: dt.date) -> dt.date:
    end = Period.month(day).end
    assert end is not None
    return end
