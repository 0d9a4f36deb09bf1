"""
What must hold of a cover that has just been written, and what follows from it?
"""

from collections.abc import Sequence

from enrolments_app import models
from enrolments_app.data import EmployeeFacts, Person, Quote
from enrolments_app.queries.values import days_of
from enrolments_app.rules.elections import SALARY_SACRIFICE
from enrolments_app.services.pay_floor import require_pay_floor
from enrolments_app.services.request_evidence import request_evidence
from enrolments_app.services.waiver_conflicts import require_not_waived


def settle(
    *,
    row: models.Enrolment,
    facts: EmployeeFacts,
    asked: Quote,
    people: Sequence[Person],
    present: models.Enrolment | None = None,
) -> None:
    """
    Test the row against waivers and the pay floor, and ask for evidence of cover above the
    guaranteed amount of `asked`. A refusal undoes the command it is called in.

    Raises:
        BenefitWaived: if some of the days are waived.
        PayFloorBreached, PayUnknown: if pay would fall below the floor (C-20).
    """
    days = days_of(row)
    require_not_waived(employee_id=row.employee_id, benefit_id=row.benefit_id, coverage=days)
    if asked.funding == SALARY_SACRIFICE:
        require_pay_floor(facts=facts, on=days.start)
    request_evidence(row=row, quote=asked, people=people, present=present)
