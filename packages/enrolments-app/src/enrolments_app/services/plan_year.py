"""
Until when can a cover last at all?
"""

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.errors import EnrolmentsError
from enrolments_app.queries.people import people_of
from enrolments_app.rules.quotes import stored_availability
from enrolments_app.services.ask import quote_for


def plan_year_of(actor: Actor, row: models.Enrolment) -> Period | None:
    """
    The plan year of a cover: from its own quote, or for cover of older releases from the
    catalogue; None if that has forgotten the option.
    """
    known = stored_availability(row.quote)
    if known:
        return known
    try:
        quote = quote_for(
            actor=actor, option_id=row.option_id, on=row.coverage.lower, people=people_of(row)
        )
    except EnrolmentsError:
        return None
    return quote.available
