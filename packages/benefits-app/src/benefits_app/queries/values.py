"""
How does a row become a value of data.py?
"""

from benefits_app import data, models
from benefits_app.rules.windows import instants_of
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
    An enrolment window, with the instants that its days are.
    """
    opens_at, closes_at = instants_of(days_of_row(row))
    return data.Window(
        id=row.id,
        employer_id=row.employer_id,
        plan_year_id=row.plan_year_id,
        kind=row.kind,
        opens_at=opens_at,
        closes_at=closes_at,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        time_zone=row.time_zone,
        extended_from=row.extended_from,
    )


def days_of_row(row: models.EnrolmentWindow) -> data.WindowDays:
    """
    The days of a window.
    """
    return data.WindowDays(opens_on=row.opens_on, closes_on=row.closes_on, time_zone=row.time_zone)
