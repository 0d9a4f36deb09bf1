"""
How much cover has each member, and what do they cost together (C-18)?
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app.data import Person, Quote
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.queries.evidence_chain import evidence_of
from enrolments_app.rules.evidence import combined_quote, covers_in_force
from enrolments_app.services.ask import quote_for


def covers_of(row: Enrolment, people: Sequence[Person], *, on: dt.date) -> Mapping[str, Money]:
    """
    By member key, the cover of each of a row's people on a day; nothing where an option is not
    priced by cover.
    """
    if row.cover is None:
        return {}
    others = Money.of(row.cover, row.currency)
    return covers_in_force(people, evidence_of(row), on=on, others=others)


def quote_by_member(
    *,
    actor: Actor,
    option_id: UUID,
    on: dt.date,
    people: Sequence[Person],
    covers: Mapping[str, Money],
) -> Quote:
    """
    The quote of an option for people who may have different covers; without covers, the plain one.

    Raises:
        NotOffered, MemberNotCoverable: as the catalogue says.
    """
    if not covers:
        return quote_for(actor=actor, option_id=option_id, on=on, people=people)
    quotes = {
        cover: quote_for(actor=actor, option_id=option_id, on=on, people=people, cover=cover)
        for cover in {covers[person.key] for person in people}
        if cover
    }
    return combined_quote(people, covers, quotes)
