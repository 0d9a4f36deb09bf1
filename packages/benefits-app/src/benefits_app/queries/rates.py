"""
Which rates has an option?
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Band, Basis, RateTable
from benefits_app.errors import OptionNotFound
from benefits_app.queries.priced import band_value
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period


def rate_table_value(row: models.RateTable, currency: str) -> RateTable:
    """
    A rate table, read with its bands.
    """
    return RateTable(
        id=row.id,
        option_id=row.option_id,
        period=Period.inclusive(row.starts_on, row.ends_on),
        reason=row.reason,
        bands=tuple(_band(band, currency) for band in row.bands.all()),
        basis=Basis(row.basis),
    )


def _band(row: models.RateBand, currency: str) -> Band:
    """
    A band, rounded as it is charged; with its exact amount if that has more decimals.
    """
    exact = band_value(row).amount
    monthly = Money.rounded(exact, currency)
    return Band(
        age_from=row.age_from,
        age_to=row.age_to,
        monthly=monthly,
        group=row.group,
        amount=None if monthly.amount == exact else exact,
    )


def list_rates(*, actor: Actor, option_id: UUID) -> tuple[RateTable, ...]:
    """
    Every rate table of an option, oldest first.

    Raises:
        OptionNotFound: if the actor can see no such option.
    """
    options = models.PlanOption.objects.select_related("plan")
    option = actor.scope(options, "plan__benefit__employer_id").filter(pk=option_id).first()
    if option is None:
        raise OptionNotFound(option_id)
    rows = option.rate_tables.prefetch_related("bands")
    return tuple(rate_table_value(row, option.plan.currency) for row in rows)
