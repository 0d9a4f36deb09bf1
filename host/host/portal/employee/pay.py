"""
What is taken from my next pay?
"""

import dataclasses
import datetime as dt
import itertools

from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.employee.covers import totals
from host.portal.employee.person import Me

# A month and a pay period: a pay date of it takes something, also where one is skipped.
AHEAD = dt.timedelta(days=62)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """
    A pay date that takes something, and how much: one sum a currency.
    """

    on: dt.date
    sums: tuple[Money, ...]


def next_pay(person: Me) -> Pay | None:
    """
    The next pay date that takes anything; None where the employer has told no calendar, or nothing
    is taken.
    """
    employer = person.row.employer
    if not (employer.paid and employer.pay_period_ends_on):
        return None
    if not hasattr(enrolments, "payroll_deductions"):
        return None
    page = enrolments.payroll_deductions(
        actor=person.actor,
        employer_id=person.employer_id,
        employee_id=person.id,
        schedule=enrolments.PaySchedule(
            frequency=enrolments.PayFrequency(employer.paid),
            period_ends_on=employer.pay_period_ends_on,
            pay_lag_days=employer.pay_lag_days,
        ),
        first=person.today,
        last=person.today + AHEAD,
    )
    for on, found in itertools.groupby(page.items, key=lambda each: each.pay_on):
        sums = totals(each.amount for each in found if each.amount)
        if sums:
            return Pay(on=on, sums=sums)
    return None
