"""
When may I choose, for which plan year, and until when?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from django.utils import timezone

from benefits_app import api as benefits
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.portal.employee.person import Me

MINUTE = dt.timedelta(minutes=1)
KEPT = hasattr(enrolments, "WindowClosed")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """
    A window that is open now; `closes_at` is the instant from which on it is not. `starts_on` is
    the first day that is usually chosen.
    """

    id: UUID
    kind: str
    plan_year_id: UUID
    plan_year: Period
    opens_at: dt.datetime
    closes_at: dt.datetime
    starts_on: dt.date

    @property
    def until(self) -> dt.datetime:
        """
        The last minute, as clocks show it: nobody reads midnight as the end of the day before.
        """
        return self.closes_at - MINUTE


def open_windows(person: Me) -> tuple[OpenWindow, ...]:
    """
    The windows that are open now, that which closes first at the top; none where the installed
    release keeps no windows.
    """
    if not KEPT:
        return ()
    found = benefits.open_windows(
        actor=person.actor, employer_id=person.employer_id, at=timezone.now()
    )
    if not found:
        return ()
    years = _years(person)
    return tuple(
        OpenWindow(
            id=window.id,
            kind=window.kind,
            plan_year_id=window.plan_year_id,
            plan_year=years[window.plan_year_id],
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            starts_on=first_day(person, years[window.plan_year_id]),
        )
        for window in sorted(found, key=lambda each: each.closes_at)
        if window.plan_year_id in years and not _is_over(person, years[window.plan_year_id])
    )


def first_day(person: Me, year: Period) -> dt.date:
    """
    The first day of a plan year that is to come; of one that runs, the next first of a month in it,
    or else today.
    """
    if year.start > person.today:
        return year.start
    return person.first_of_next if year.contains(person.first_of_next) else person.today


def _years(person: Me) -> dict[UUID, Period]:
    """
    The days of my employer's plan years; older releases tell them with what is offered in them.
    """
    who = {"actor": person.actor, "employer_id": person.employer_id}
    if hasattr(benefits, "list_plan_years"):
        return {each.id: each.period for each in benefits.list_plan_years(**who)}
    days = (person.today, person.today.replace(year=person.today.year + 1, month=1, day=1))
    return {
        offer.plan_year_id: offer.plan_year
        for on in days
        for offer in benefits.list_offers(**who, on=on)
    }


def _is_over(person: Me, year: Period) -> bool:
    return year.last is not None and year.last < person.today
