"""
Who am I, where is my employer, and which day is it there?
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404

from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.adapters.employees import facts_from
from host.directory.days import today_in
from host.directory.employments import people

MONTH = dt.timedelta(days=32)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """
    The employee who asks; `zone` is the employer's (IANA name), `today` the date there, `row` what
    the directory read.
    """

    actor: Actor
    id: int
    name: str
    born_on: dt.date | None
    employer_id: UUID
    employer: str
    zone: str
    today: dt.date
    row: Any = dataclasses.field(repr=False, compare=False)

    @property
    def first_of_next(self) -> dt.date:
        """
        The first day of the next month.
        """
        return (self.today.replace(day=1) + MONTH).replace(day=1)


def me(actor: Actor) -> Me:
    """
    Raises:
        Http404: if nobody of the directory is behind the log-in.
    """
    found = people().filter(pk=actor.employee_id or 0).first()
    if found is None:
        raise Http404
    return Me(
        actor=actor,
        id=found.pk,
        name=found.name,
        born_on=found.born_on,
        employer_id=found.employer_id,
        employer=found.employer.name,
        zone=found.employer.time_zone,
        today=today_in(found.employer.time_zone),
        row=found,
    )


def family(person: Me, on: dt.date | None = None) -> tuple[Any, ...]:
    """
    The dependants I named, or those of a day; none where the installed release keeps none.
    """
    if not hasattr(enrolments, "list_dependants"):
        return ()
    return tuple(
        enrolments.list_dependants(
            actor=person.actor, employer_id=person.employer_id, employee_id=person.id, on=on
        )
    )


def facts_on(person: Me, on: dt.date) -> Any:
    """
    What the directory says of me on a day.
    """
    return facts_from(person.row, on)
