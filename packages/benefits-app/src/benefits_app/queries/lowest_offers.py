"""
What is on offer on a day, at its lowest price? One statement of plain rows, compiled once.

This is every page of offers that nobody in particular looks at; for the price of certain people
there is queries/at_once.py.
"""

import datetime as dt
import functools
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Expression, Max, Min, Q, QuerySet

from benefits_app import models
from benefits_app.data import Basis, Category, Funding, Offer, PlanStatus
from benefits_app.queries.terms import money_or_none
from benefits_app.rules.lowest import lowest_of
from domain_kit.compiled import Compiled
from domain_kit.money import Money
from domain_kit.periods import Period

_CATEGORIES = {each.value: each for each in Category}
_FUNDINGS = {each.value: each for each in Funding}
_COLUMNS = (
    "option__id",
    "option__code",
    "option__name",
    "option__cover_min",
    "option__plan_id",
    "option__plan__currency",
    "option__plan__plan_year_id",
    "option__plan__plan_year__starts_on",
    "option__plan__plan_year__ends_on",
    "option__plan__benefit_id",
    "option__plan__benefit__code",
    "option__plan__benefit__name",
    "option__plan__benefit__category",
    "option__plan__benefit__funding",
    "basis",
)


class _AsItIs(Expression):
    """
    PostgreSQL's driver makes Decimals itself: no row needs to be converted.
    """

    def get_db_converters(self, connection: Any) -> list[Any]:
        """
        None.
        """
        return []


class _Lowest(_AsItIs, Min):
    pass


class _Highest(_AsItIs, Max):
    pass


def _in_force(employer: Any, day: Any) -> "QuerySet[models.RateTable, tuple[Any, ...]]":
    # No two tables of an option are in force on one day: the database refuses them.
    tables = models.RateTable.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        Q(option__closed_to_new_on=None) | Q(option__closed_to_new_on__gt=day),
        starts_on__lte=day,
        option__plan__benefit__employer_id=employer,
        option__plan__status=PlanStatus.PUBLISHED,
        option__plan__plan_year__starts_on__lte=day,
        option__plan__plan_year__ends_on__gte=day,
    )
    rows = tables.order_by().values_list(*_COLUMNS)
    return rows.annotate(lowest=_Lowest("bands__amount"), highest=_Highest("bands__amount"))


_IN_FORCE: Compiled[Any] = Compiled(_in_force)


def lowest_offers(employer_id: UUID, day: dt.date) -> list[Offer]:
    """
    The published options of an employer that have rates on a day, each at its lowest price.
    """
    years: dict[UUID, Period] = {}
    return [_offer(years, *row) for row in _IN_FORCE.rows(employer=employer_id, day=day)]


def _offer(  # one column after the other
    years: dict[UUID, Period],
    option_id: UUID,
    option_code: str,
    option_name: str,
    cover_min: Any,
    plan_id: UUID,
    currency: str,
    plan_year_id: UUID,
    first: dt.date,
    last: dt.date,
    benefit_id: UUID,
    benefit_code: str,
    benefit_name: str,
    category: str,
    funding: str,
    basis: str,
    lowest: Any,
    highest: Any,
) -> Offer:
    year = years.get(plan_year_id)
    if year is None:
        year = years[plan_year_id] = Period.inclusive(first, last)
    price, varies = _price(lowest, highest, basis, cover_min, currency)
    return Offer(
        option_id=option_id,
        plan_id=plan_id,
        benefit_id=benefit_id,
        plan_year_id=plan_year_id,
        benefit_code=benefit_code,
        benefit_name=benefit_name,
        option_code=option_code,
        option_name=option_name,
        category=_CATEGORIES[category],
        funding=_FUNDINGS[funding],
        monthly_price=price,
        plan_year=year,
        varies=varies,
    )


@functools.lru_cache(maxsize=4096)  # prices are few, and asked for all the time
def _price(
    lowest: Decimal | None,
    highest: Decimal | None,
    basis: str,
    cover_min: Decimal | None,
    currency: str,
) -> tuple[Money, bool]:
    return lowest_of(
        [amount for amount in {lowest, highest} if amount is not None],
        basis=Basis(basis),
        least_cover=money_or_none(cover_min, currency),
        currency=currency,
    )
