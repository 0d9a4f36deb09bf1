"""
What does cover cost that begins on another day than it was quoted for?
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app import models
from enrolments_app.data import EmployeeFacts, Person, Quote
from enrolments_app.queries.people_of_many import aged_by, people_of_many
from enrolments_app.queries.values import days_of
from enrolments_app.services.quote_covers import Asked, quote_covers


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PricedAgain:
    """
    The people of a row, and its price from its new first day on: a quote of that day, or what the
    row before cost, `as_row`, which was quoted for it.
    """

    people: tuple[Person, ...]
    quote: Quote | None
    as_row: models.Enrolment


def price_again(
    *,
    actor: Actor,
    facts: EmployeeFacts | None,
    rows: Mapping[UUID, models.Enrolment],
    begins: Mapping[UUID, dt.date],
) -> Mapping[UUID, PricedAgain]:
    """
    The price of each row that begins on another day: rates and ages of that day count (C-06), and
    the quote is kept with the cover (C-11). A day that was quoted before in the row's own history
    costs what was quoted then. What the catalogue does not price any more keeps its price.

    One question to the catalogue for all of them.
    """
    known = {row_id: _quoted_for(rows[row_id], day, rows) for row_id, day in begins.items()}
    people = people_of_many([rows[row_id] for row_id in begins])
    asked = [row_id for row_id, before in known.items() if before is None]
    answers = quote_covers(
        actor=actor, asked=[_asked(rows[each], people[each], facts, begins[each]) for each in asked]
    )
    quotes = {
        row_id: answer
        for row_id, answer in zip(asked, answers, strict=True)
        if isinstance(answer, Quote)
    }
    return {
        row_id: PricedAgain(
            people=people[row_id], quote=quotes.get(row_id), as_row=before or rows[row_id]
        )
        for row_id, before in known.items()
    }


def _asked(
    row: models.Enrolment, people: Sequence[Person], facts: EmployeeFacts | None, on: dt.date
) -> Asked:
    known = tuple(people)
    return Asked(
        row=row, people=aged_by(facts, known) if facts else known, option_id=row.option_id, on=on
    )


def _quoted_for(
    row: models.Enrolment, day: dt.date, rows: Mapping[UUID, models.Enrolment]
) -> models.Enrolment | None:
    """
    The same option in the row or a row before it that began on the day.
    """
    each: models.Enrolment | None = row
    while each is not None and each.option_id == row.option_id:
        if days_of(each).start == day:
            return each
        each = rows.get(each.predecessor_id) if each.predecessor_id else None
    return None
