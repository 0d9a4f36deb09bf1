"""
What does this domain need from its host?
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, runtime_checkable
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data import (
    Eligibility,
    EmployeeFacts,
    EnrolmentChange,
    LifeEventTerms,
    Person,
    Quote,
    QuoteRequest,
    Successor,
    Window,
)
from enrolments_app.errors import NotOffered


class BenefitCatalogue(Protocol):
    """
    Knows what is on offer. Setting: ENROLMENTS_BENEFIT_CATALOGUE.
    """

    def quote(
        self,
        *,
        actor: Actor,
        option_id: UUID,
        on: dt.date,
        people: Sequence[Person] = (),
        cover: Money | None = None,
    ) -> Quote:
        """
        What an option is and costs from a day on, for these people.

        Raises:
            NotOffered: if nobody can choose it on that day.
            MemberNotCoverable: if it cannot cover one of the people.
        """
        ...

    def quote_many(
        self, *, actor: Actor, requests: Sequence[QuoteRequest]
    ) -> Sequence[Quote | NotOffered]:
        """
        An answer for each request, in their order; the number of statements does not grow.
        """
        ...

    def windows(self, *, actor: Actor, employer_id: UUID, at: dt.datetime) -> Sequence[Window]:
        """
        The windows open at an instant.
        """
        ...

    def eligibility(
        self, *, actor: Actor, facts: EmployeeFacts, benefit_id: UUID, on: dt.date
    ) -> Eligibility:
        """
        Whether an employee may have a benefit from a day on, with every reason why not.
        """
        ...

    def life_event(
        self,
        *,
        actor: Actor,
        employer_id: UUID,
        kind: str,
        event_on: dt.date,
        reported_on: dt.date,
    ) -> LifeEventTerms:
        """
        What a life event allows.

        Raises:
            LifeEventNotAllowed: if it is unknown, or reported too late.
        """
        ...

    def successors(self, *, actor: Actor, plan_year_id: UUID) -> Sequence[Successor]:
        """
        What becomes of each option of a plan year in the next one.
        """
        ...


@runtime_checkable
class PlanYearCatalogue(Protocol):
    """
    What the catalogue of benefits may know as well: then days of waivers are tested.
    """

    def plan_year(self, *, actor: Actor, employer_id: UUID, plan_year_id: UUID) -> Period | None:
        """
        The days of an employer's plan year; None if it has no such year.
        """
        ...


class EmployeeDirectory(Protocol):
    """
    Knows the people. Setting: ENROLMENTS_EMPLOYEE_DIRECTORY.
    """

    def facts(self, *, employee_id: str | int, on: dt.date) -> EmployeeFacts:
        """
        What is known of an employee on a day.

        Raises:
            EmployeeNotFound: if there is no such person.
        """
        ...

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str], on: dt.date
    ) -> Mapping[str, EmployeeFacts]:
        """
        The same of many people of one employer, by id as text; whoever is unknown is left out.
        """
        ...


class EnrolmentObserver(Protocol):
    """
    Hears of every change, in its transaction: an observer that raises undoes the change.
    Setting: ENROLMENTS_OBSERVERS, a list.
    """

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        React to a change that commits if, and only if, the reaction does.
        """
        ...


class PayFloor(Protocol):
    """
    Knows what must be paid at least. Setting: ENROLMENTS_PAY_FLOOR; without it there is no floor.
    """

    def floor(self, *, facts: EmployeeFacts, on: dt.date) -> Money:
        """
        The least pay of a month that salary sacrifices may leave (C-20).
        """
        ...
