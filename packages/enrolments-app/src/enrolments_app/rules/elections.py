"""
May a choice be taken as it was shown, and what kind of change is it?
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from enrolments_app.data import ChangeKind, Quote
from enrolments_app.errors.elections import ElectedTwice, QuoteStale

SALARY_SACRIFICE = "salary_sacrifice"
"""A quote with this funding is paid out of pay before tax, by an agreement that is signed."""
ACTIONS = {
    ChangeKind.OPTION_CHANGE: "change_option",
    ChangeKind.DEPENDANT_ADD: "add_dependant",
    ChangeKind.DEPENDANT_DROP: "end_dependant",
    ChangeKind.REPRICE: "change_option",
}
"""What a change is called by the catalogue, which says what a life event permits."""


def require_shown(quote: Quote, quote_hash: str) -> None:
    """
    An empty hash says that no quote was shown.

    Raises:
        QuoteStale: if another quote was shown than the catalogue gives now (C-11).
    """
    if quote_hash and quote_hash != quote.hash:
        raise QuoteStale(quote.option_id, quote_hash, quote.hash, quote.monthly)


def require_distinct(
    position: int, benefit_id: UUID, starts_on: dt.date, seen: set[tuple[UUID, dt.date]]
) -> None:
    """
    `seen` are the benefits and first days of the lines before, and is added to.

    Raises:
        ElectedTwice: if a line before chooses the benefit from the same day on.
    """
    if (benefit_id, starts_on) in seen:
        raise ElectedTwice(position, benefit_id, starts_on)
    seen.add((benefit_id, starts_on))


def kind_of_change(
    *, option: tuple[UUID, UUID], before: Collection[str], after: Collection[str]
) -> ChangeKind:
    """
    What it is to go from one option and household, by member key, to another.
    """
    if option[0] != option[1]:
        return ChangeKind.OPTION_CHANGE
    if set(after) - set(before):
        return ChangeKind.DEPENDANT_ADD
    return ChangeKind.DEPENDANT_DROP if set(before) - set(after) else ChangeKind.REPRICE
