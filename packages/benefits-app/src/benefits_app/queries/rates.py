"""
Which rates has an option?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Band, RateTable
from benefits_app.errors import OptionNotFound
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
        bands=tuple(
            Band(
                age_from=band.age_from,
                age_to=band.age_to,
                monthly=Money.of(band.monthly_price, currency),
            )
            for band in row.bands.all()
        ),
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


def table_on(option: models.PlanOption, on: dt.date) -> RateTable | None:
    """
    The table in force on a day; None for an option that 1.8 wrote after the upgrade.
    """
    rows = option.rate_tables.prefetch_related("bands").filter(starts_on__lte=on)
    row = rows.exclude(ends_on__lt=on).first()
    return rate_table_value(row, option.plan.currency) if row else None
