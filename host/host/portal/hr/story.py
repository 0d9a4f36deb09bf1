"""
What is known of one person: employments, cover, household, events and answers that wait?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.directory.data import Employment
from host.directory.days import today_in
from host.directory.employments import people, person_value
from host.directory.models import Employee, Employer

MOST = 200
# In these states an enrolment covers nobody.
NEVER = ("cancelled", "waived")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    Somebody as one employer may know them; `here` says whether this employer is the newest one,
    whose people alone have more told of them than a name and days.
    """

    row: Employee
    employer: Employer
    here: bool
    employments: tuple[Employment, ...]
    today: dt.date

    @property
    def number(self) -> str:
        """
        The person as the domains know them.
        """
        return str(self.row.pk)

    @property
    def newest(self) -> Employment:
        """
        The last of the employments that may be told.
        """
        return self.employments[-1]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """
    An enrolment, and how it stands today: `ahead`, `active`, `ended`, `cancelled` or `reversed`.
    """

    enrolment: Any
    state: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """
    What a person's cover of a day costs a month, and who pays what of it, where that is known.
    """

    total: Money
    employer: Money | None
    employee: Money | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """
    Everything the domains tell of somebody; what a release does not keep is empty.
    """

    covers: tuple[Cover, ...]
    dependants: Sequence[Any]
    claims: Sequence[Any]
    requests: Sequence[Any]
    waivers: Sequence[Any]
    spent: Spent | None


def known(actor: Actor, number: int) -> Known:
    """
    Somebody who works, or once worked, for an employer of the actor's.

    Raises:
        Http404: for anybody else.
    """
    row = people().filter(pk=number).first()
    if row is None:
        raise Http404
    employments = tuple(
        each for each in person_value(row).employments if actor.may_see(each.employer_id)
    )
    if not employments:
        raise Http404
    newest = employments[-1].employer_id
    employer = row.employer if newest == row.employer_id else Employer.objects.get(pk=newest)
    return Known(
        row=row,
        employer=employer,
        here=newest == row.employer_id,
        employments=employments,
        today=today_in(employer.time_zone),
    )


def story_of(actor: Actor, known: Known) -> Story:
    """
    The story, a statement for each kind of thing.
    """
    covers = covers_of(actor, known)
    return Story(
        covers=covers,
        dependants=_listed("list_dependants", actor, known),
        claims=_listed("list_life_events", actor, known),
        requests=_listed("list_evidence_requests", actor, known),
        waivers=_listed("list_waivers", actor, known),
        spent=_spent([each.enrolment for each in covers if each.state == "active"]),
    )


def covers_of(actor: Actor, known: Known) -> tuple[Cover, ...]:
    """
    Every enrolment with the employer, the newest first.
    """
    listed = enrolments.list_enrolments(
        actor=actor, employer_id=known.employer.id, employee_id=known.number
    )
    newest_first = sorted(listed, key=lambda each: (each.starts_on, each.label), reverse=True)
    return tuple(Cover(enrolment=each, state=_state(each, known.today)) for each in newest_first)


def cover_of(actor: Actor, known: Known, enrolment_id: UUID) -> Any:
    """
    One of the person's enrolments.

    Raises:
        Http404: if it is somebody else's.
    """
    found = enrolments.get_enrolment(actor=actor, enrolment_id=enrolment_id)
    if str(found.employee_id) != known.number or found.employer_id != known.employer.id:
        raise Http404
    return found


def _state(enrolment: Any, today: dt.date) -> str:
    if getattr(enrolment, "reversed", False):
        return "reversed"
    if str(enrolment.status) in NEVER:
        return "cancelled"
    if enrolment.coverage is None or (enrolment.ends_on and enrolment.ends_on < today):
        return "ended"
    return "ahead" if enrolment.starts_on > today else "active"


def _listed(name: str, actor: Actor, known: Known) -> Sequence[Any]:
    query = getattr(enrolments, name, None)
    if query is None:
        return ()
    found: Sequence[Any] = query(
        actor=actor, employer_id=known.employer.id, employee_id=known.number, limit=MOST
    )
    return found


def _spent(covers: Sequence[Any]) -> Spent | None:
    if not covers:
        return None
    zero = Money.zero(covers[0].monthly.currency)
    parts = [(_part(each, "employer_part"), _part(each, "employee_part")) for each in covers]
    told = all(employer is not None for employer, _employee in parts)
    return Spent(
        total=sum((each.monthly for each in covers), zero),
        employer=sum((part or zero for part, _other in parts), zero) if told else None,
        employee=sum((part or zero for _other, part in parts), zero) if told else None,
    )


def _part(enrolment: Any, name: str) -> Money | None:
    found: Money | None = getattr(enrolment, name, None)
    return found
