"""
Which events let people choose outside a window, and what do they allow?
"""

import dataclasses
import datetime as dt
import enum


class EffectiveRule(enum.StrEnum):
    """
    On which first day a choice after an event may take effect.
    """

    EVENT_DATE = "event_date"
    """The day of the event itself, even if it is past: a birth (C-16)."""
    REPORT_DATE = "report_date"
    """The day of the report, or of the event if that is later."""
    FIRST_OF_MONTH_AFTER_EVENT = "first_of_month_after_event"
    FIRST_OF_MONTH_AFTER_REPORT = "first_of_month_after_report"
    """A marriage; after the event, if it was reported before (C-16)."""
    FIFTEENTH_OF_MONTH = "fifteenth_of_month"
    """Reported until the 15th the next first of a month, else the one after it (C-17)."""


class EndRule(enum.StrEnum):
    """
    Which last day cover has that an event takes away.
    """

    EVENT_DATE = "event_date"
    DAY_BEFORE_EVENT = "day_before_event"
    END_OF_EVENT_MONTH = "end_of_event_month"
    END_OF_REPORT_MONTH = "end_of_report_month"


class Action(enum.StrEnum):
    """
    What people may do after an event.
    """

    ENROL = "enrol"
    CHANGE_OPTION = "change_option"
    ADD_DEPENDANT = "add_dependant"
    END_DEPENDANT = "end_dependant"
    UNENROL = "unenrol"
    WAIVE = "waive"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventKind:
    """
    An event as an employer treats it.

    It is reported from `days_before` days before it to `days_after` days after it, both included.
    The first of `effective` is the usual first day; the others may be chosen instead.
    """

    code: str
    name: str
    days_before: int = 0
    days_after: int = 30
    effective: tuple[EffectiveRule, ...] = (EffectiveRule.EVENT_DATE,)
    ends: EndRule = EndRule.END_OF_EVENT_MONTH
    permitted: frozenset[str] = frozenset(Action)
    evidence_required: bool = False
    self_service: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventTerms:
    """
    What one event allows: it may be reported from `allowed_from` to `reported_by`, inclusive.

    `effective_on` are the first days that may be chosen, the usual one first; `ends_on` is the
    last day of cover that the event takes away. Without `self_service` HR reports it.
    """

    code: str
    name: str
    reported_by: dt.date
    allowed_from: dt.date
    effective_on: tuple[dt.date, ...]
    ends_on: dt.date
    permitted: frozenset[str]
    evidence_required: bool
    self_service: bool
