"""
How does a row become a value of data.py?
"""

from benefits_app import data, models
from domain_kit.periods import Period


def benefit_value(row: models.Benefit) -> data.Benefit:
    """
    A benefit.
    """
    return data.Benefit(
        id=row.id,
        employer_id=row.employer_id,
        code=row.code,
        name=row.name,
        category=data.Category(row.category),
        funding=data.Funding(row.funding),
        retired=row.retired,
    )


def plan_year_value(row: models.PlanYear) -> data.PlanYear:
    """
    A plan year.
    """
    return data.PlanYear(
        id=row.id,
        employer_id=row.employer_id,
        period=Period.inclusive(row.starts_on, row.ends_on),
        time_zone=row.time_zone,
    )


def window_value(row: models.EnrolmentWindow) -> data.Window:
    """
    An enrolment window.
    """
    return data.Window(
        id=row.id,
        employer_id=row.employer_id,
        plan_year_id=row.plan_year_id,
        kind=row.kind,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
    )
