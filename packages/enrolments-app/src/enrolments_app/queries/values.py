"""
How does a row become a value of data.py?
"""

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import data, models


def enrolment_value(row: models.Enrolment) -> data.Enrolment:
    """
    An enrolment.
    """
    return data.Enrolment(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        plan_id=row.plan_id,
        option_id=row.option_id,
        label=row.label,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        status=data.EnrolmentStatus(row.status),
        monthly=Money.of(row.monthly_price, row.currency),
    )


def change_value(row: models.EnrolmentChange) -> data.EnrolmentChange:
    """
    An entry of the change log, read with its enrolment.
    """
    enrolment = row.enrolment
    before = Period.inclusive(row.starts_on, row.previous_ends_on)
    return data.EnrolmentChange(
        id=row.event_id,
        sequence=row.id,
        kind=data.ChangeKind(row.kind),
        enrolment_id=enrolment.id,
        employer_id=row.employer_id,
        employee_id=enrolment.employee_id,
        benefit_id=enrolment.benefit_id,
        plan_id=enrolment.plan_id,
        option_id=enrolment.option_id,
        label=enrolment.label,
        coverage=Period.inclusive(row.starts_on, row.ends_on) if row.covered else None,
        previous_coverage=before if row.previously_covered else None,
        monthly=Money.of(enrolment.monthly_price, enrolment.currency),
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        reason=row.reason,
    )
