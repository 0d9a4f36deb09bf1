"""
Ports that answer without a host: a catalogue of four options and a directory of nine people.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data import EmployeeFacts, EnrolmentChange, Quote
from enrolments_app.errors import EmployeeNotFound, NotOffered
from enrolments_app.testing import ids

OPTIONS = {
    ids.MEDICAL_2027: (ids.MEDICAL, ids.ACME, "60.00", "Private medical, Standard"),
    ids.DENTAL_2027: (ids.DENTAL, ids.ACME, "12.50", "Dental, Standard"),
    ids.CYCLE_2027: (ids.CYCLE, ids.ACME, "25.00", "Cycle to work, Standard"),
    ids.GLOBEX_MEDICAL_2027: (ids.GLOBEX_MEDICAL, ids.GLOBEX, "72.00", "Private medical, Standard"),
}
YEAR_2027 = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))


class FakeCatalogue:
    """
    Offers four options through 2027.
    """

    def quote(self, *, actor: Actor, option_id: UUID, on: dt.date) -> Quote:
        """
        Raises:
            NotOffered: for any other option.
        """
        if option_id not in OPTIONS:
            raise NotOffered(option_id, on, "there is no such option.")
        benefit_id, employer_id, price, label = OPTIONS[option_id]
        return Quote(
            option_id=option_id,
            benefit_id=benefit_id,
            plan_id=ids.PLAN,
            employer_id=employer_id,
            monthly=Money.of(price, "GBP"),
            available=YEAR_2027,
            label=label,
        )


class FakeDirectory:
    """
    Employees 1 to 6 of ACME and 7 to 9 of GLOBEX, hired on 1 January 2020; 6 left in March 2027.
    """

    def facts(self, *, employee_id: int, on: dt.date) -> EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: for anybody else.
        """
        employers = dict.fromkeys(ids.ACME_EMPLOYEES, ids.ACME)
        employers |= dict.fromkeys(ids.GLOBEX_EMPLOYEES, ids.GLOBEX)
        if employee_id not in employers:
            raise EmployeeNotFound(employee_id)
        left = dt.date(2027, 4, 1) if employee_id == 6 else None
        return EmployeeFacts(
            employee_id=employee_id,
            employer_id=employers[employee_id],
            employed=Period(start=dt.date(2020, 1, 1), end=left),
            time_zone="Europe/London",
        )


class RecordingObserver:
    """
    Remembers what it heard, in `RecordingObserver.heard`.
    """

    heard: list[EnrolmentChange] = []

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        Keep the change.
        """
        self.heard.append(change)


class RefusingObserver:
    """
    Refuses every change, as a host's billing may.
    """

    def enrolment_changed(self, change: EnrolmentChange) -> None:
        """
        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("the account is on hold")
