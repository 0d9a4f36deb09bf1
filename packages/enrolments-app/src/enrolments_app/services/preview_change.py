"""
What would a choice cost? Nothing is written and nothing is locked.
"""

import datetime as dt

from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data.elections import ChangePreview, ElectionRequest, MonthPart
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.rules.coverage import day_before, days_of_cover
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.people import shares
from enrolments_app.rules.previews import month_parts
from enrolments_app.services.elect import Choice, priced
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.permission import today_of
from enrolments_app.services.request_evidence import guaranteed_quote


def preview_change(
    *, actor: Actor, election: ElectionRequest, until: dt.date | None = None
) -> ChangePreview:
    """
    The price of a choice from its first day on, who pays which part, and what each month's bill
    gains until the end of a month: that of `until`, or of today or the first day, if later.

    Its `quote_hash` is for the election, which is refused if the price is another by then (C-11).
    Cover above the guaranteed amount is priced at that until evidence is in (C-18).

    Raises:
        EmployeeNotFound, NotOffered, MemberNotCoverable, NotEmployed: as the ports say.
        QuoteStale: if the request names another quote than that of now.
        NotPermitted: unless HR, operator, or the employee itself.
    """
    employee_for(actor, election.employee_id, on=election.starts_on)
    choice = priced(actor=actor, request=election)
    present = _present(choice)
    quote = guaranteed_quote(
        actor=actor,
        quote=choice.quote,
        on=election.starts_on,
        people=choice.people,
        present=present,
    )
    days = days_of_cover(facts=choice.facts, quote=quote, starts_on=election.starts_on)
    now = _monthly(present, quote.monthly.currency)
    parts = shares(quote, choice.people)
    return ChangePreview(
        option_id=quote.option_id,
        benefit_id=quote.benefit_id,
        label=quote.label,
        starts_on=election.starts_on,
        last_day=days.last,
        replaces_id=present.id if present else None,
        ends_on=day_before(election.starts_on) if present else None,
        monthly_now=now,
        monthly=quote.monthly,
        employer=quote.employer_part,
        employee=quote.employee_part,
        shares=tuple((person.key, part) for person, part in zip(choice.people, parts, strict=True)),
        guaranteed=quote.guaranteed,
        months=_months(choice, days, now=now, then=quote.monthly, until=until),
        quote_hash=choice.quote.hash,
    )


def _present(choice: Choice) -> Enrolment | None:
    rows = Enrolment.objects.filter(
        COUNTS,
        employer_id=choice.facts.employer_id,
        employee_id=stored_id(choice.request.employee_id),
        benefit_id=choice.quote.benefit_id,
        coverage__contains=choice.request.starts_on,
    )
    return rows.first()


def _monthly(present: Enrolment | None, currency: str) -> Money:
    return Money.of(present.monthly_price, present.currency) if present else Money.zero(currency)


def _months(
    choice: Choice,
    days: Period,
    *,
    now: Money,
    then: Money,
    until: dt.date | None,
) -> tuple[MonthPart, ...]:
    last = until or max(today_of(choice.facts), choice.request.starts_on)
    month_end = Period.month(last).last
    assert month_end is not None
    return month_parts(now=now, then=then, change=days, until=month_end)
