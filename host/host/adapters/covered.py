"""
What does billing need to know of one cover? As much as the installed releases can tell and take.
"""

from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from billing_app import api as billing
from host.adapters.billed import billed_id
from host.adapters.fitting import fitting, has
from host.adapters.terms import terms_of

# Taken from the gross pay, which the employer keeps: it is billed all of it.
SALARY_SACRIFICE = benefits.Funding.SALARY_SACRIFICE.value
PRORATES = has(billing.CoverageLine, "proration")


def coverage_line(source_id: UUID, told: Any, *, funding: str) -> billing.CoverageLine:
    """
    The line of an enrolment, or of a change of one, as the installed billing-app takes it.

    Raises:
        EmployeeNotBillable: if it takes whole numbers and the employee's id is none.
    """
    return fitting(
        billing.CoverageLine,
        source_id=source_id,
        employer_id=told.employer_id,
        employee_id=billed_id(told.employee_id),
        description=told.label,
        coverage=told.coverage,
        monthly=told.monthly,
        employer_monthly=None if funding == SALARY_SACRIFICE else _employer_part(told),
        funding=funding,
        group=group_of(told),
        **(terms_of(told.plan_id) if PRORATES else {}),
    )


def group_of(told: Any) -> str:
    """
    Whose parts of a month are rounded together (C-03): one person's cover by one benefit.
    """
    return f"{told.employee_id} {told.benefit_id}"


def _employer_part(told: Any) -> Any:
    """
    What the employer pays of the monthly price; None: all of it, as in releases without parts.
    """
    return getattr(told, "employer_part", None)
