"""
What does this domain need from its host?
"""

import datetime as dt
from typing import Protocol
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import EmployeeFacts, EnrolmentChange, Quote


class BenefitCatalogue(Protocol):
    """
    Knows what is on offer. Setting: ENROLMENTS_BENEFIT_CATALOGUE.
    """

    def quote(self, *, actor: Actor, option_id: UUID, on: dt.date) -> Quote:
        """
        What an option is and costs on a day.

        Raises:
            NotOffered: if nobody can choose it on that day.
        """
        ...


class EmployeeDirectory(Protocol):
    """
    Knows the people. Setting: ENROLMENTS_EMPLOYEE_DIRECTORY.
    """

    def facts(self, *, employee_id: int, on: dt.date) -> EmployeeFacts:
        """
        What is known of an employee on a day.

        Raises:
            EmployeeNotFound: if there is no such person.
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
