"""
May an employee have an option that is closed to new entrants?
"""

import datetime as dt

from domain_kit.actor import Actor
from enrolments_app import conf
from enrolments_app.data import EmployeeFacts, Quote
from enrolments_app.errors import ClosedToNew
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.rules.employee_ids import stored_id

_DAY = dt.timedelta(days=1)


def require_open_to(*, actor: Actor, facts: EmployeeFacts, quote: Quote, on: dt.date) -> None:
    """
    Yes if it is open, or if the employee has it on the day or the day before; the option that
    follows it in the next plan year counts as the same.

    Raises:
        ClosedToNew: if the option is new to the employee.
    """
    if not quote.closed_to_new:
        return
    covers = Enrolment.objects.filter(
        COUNTS,
        employer_id=facts.employer_id,
        employee_id=stored_id(facts.employee_id),
        benefit_id=quote.benefit_id,
        coverage__overlap=(on - _DAY, on + _DAY),
    ).values_list("option_id", "plan_year_id")
    has = {option_id for option_id, _ in covers}
    years = {year for option_id, year in covers if year and year != quote.plan_year_id}
    catalogue = conf.benefit_catalogue.resolve()
    for year in years if quote.option_id not in has else ():
        followed = catalogue.successors(actor=actor, plan_year_id=year)
        has |= {each.successor_id for each in followed if each.option_id in has}
    if quote.option_id not in has:
        raise ClosedToNew(facts.employee_id, quote.option_id, on)
