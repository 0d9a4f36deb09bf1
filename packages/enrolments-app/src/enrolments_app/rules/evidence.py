"""
How much cover has each member, and what does that cost, while insurers decide (C-18)?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from domain_kit.money import Money, round_half_down
from enrolments_app.data import SELF, Person, Quote, QuoteLine
from enrolments_app.data.evidence import EvidenceRequest, EvidenceState


def needs_evidence(cover: Money | None, guaranteed: Money | None) -> bool:
    """
    Whether more cover is wanted than is guaranteed; where no amount is guaranteed, none is needed.
    """
    return cover is not None and guaranteed is not None and cover > guaranteed


def cover_in_force(request: EvidenceRequest, on: dt.date) -> Money:
    """
    The cover that one member's request leaves on a day: the guaranteed amount until an approval
    takes effect, nothing from a rejection on.
    """
    decided = request.effective_on is not None and request.effective_on <= on
    if decided and request.state is EvidenceState.APPROVED:
        return request.requested
    if decided and request.state is EvidenceState.REJECTED:
        return Money.zero(request.guaranteed.currency)
    return request.guaranteed


def covers_in_force(
    people: Sequence[Person], requests: Iterable[EvidenceRequest], *, on: dt.date, others: Money
) -> dict[str, Money]:
    """
    By member key, the cover of each of the people on a day; `others` is that of a member whom
    nobody asked for evidence. Decided on different days, members do not touch each other.
    """
    newest = {
        request.member_key: request
        for request in sorted(requests, key=lambda request: (request.requested_at, request.id))
    }
    return {
        person.key: cover_in_force(newest[person.key], on) if person.key in newest else others
        for person in people
    }


def allowed_covers(
    quote: Quote, people: Sequence[Person], before: Mapping[str, Money]
) -> dict[str, Money]:
    """
    By member key, the cover that needs no evidence any more: the guaranteed amount, or what the
    member has `before`, and never more than the quote is for.
    """
    assert quote.cover is not None
    guaranteed = quote.guaranteed or quote.cover
    return {
        person.key: min(quote.cover, max(guaranteed, before.get(person.key, guaranteed)))
        for person in people
    }


def still_covered(people: Sequence[Person], covers: Mapping[str, Money]) -> tuple[Person, ...]:
    """
    Those who have cover left, and the employee beside them; nobody if nobody has any.
    """
    if not any(covers.values()):
        return ()
    return tuple(person for person in people if person.relationship == SELF or covers[person.key])


def combined_quote(
    people: Sequence[Person], covers: Mapping[str, Money], quotes: Mapping[Money, Quote]
) -> Quote:
    """
    The quote of people who have different covers: from each one's quote, the line of that person.

    `quotes` has a quote for each cover that is not zero. The employer pays the same share of each
    line as of its whole quote, rounded half down; the employee pays the rest (C-09).
    """
    lines = tuple(_line(person, covers[person.key], quotes) for person in people)
    base = quotes[max(quotes, key=lambda cover: cover.minor)]
    total = sum((line.amount for line in lines), Money.zero(base.monthly.currency))
    if len(quotes) == 1 and total == base.monthly:
        return dataclasses.replace(base, lines=lines)
    employer = _employer_part(lines, covers, quotes)
    return dataclasses.replace(
        base,
        monthly=total,
        lines=lines,
        employer_part=employer,
        employee_part=None if employer is None else total - employer,
    )


def _line(person: Person, cover: Money, quotes: Mapping[Money, Quote]) -> QuoteLine:
    quote = quotes.get(cover)
    if quote is None:
        return QuoteLine(key=person.key, amount=Money.zero(cover.currency))
    amounts = {line.key: line.amount for line in quote.lines}
    if not amounts:
        # One price for everybody is the employee's, beside whom others cost nothing.
        amounts = {"": quote.monthly}
    return QuoteLine(
        key=person.key, amount=amounts.get(person.key, Money.zero(quote.monthly.currency))
    )


def _employer_part(
    lines: Sequence[QuoteLine], covers: Mapping[str, Money], quotes: Mapping[Money, Quote]
) -> Money | None:
    exact = Fraction(0)
    for line in lines:
        quote = quotes.get(covers[line.key])
        if quote is None or not quote.monthly:
            continue
        if quote.employer_part is None:
            return None
        exact += Fraction(line.amount.minor * quote.employer_part.minor, quote.monthly.minor)
    currency = lines[0].amount.currency
    return Money(minor=int(round_half_down(exact, 0)), currency=currency)
