"""
Give an option rates by age from a day on.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from benefits_app import models
from benefits_app.data import Band, PlanStatus, RateTable
from benefits_app.errors import OptionNotFound, RateTableOverlap
from benefits_app.models.rates import NO_TWO_TABLES_OVERLAP
from benefits_app.queries.rates import rate_table_value
from benefits_app.rules.rates import OLDEST, require_whole
from benefits_app.services.once import once
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch
from domain_kit.violations import violated

# The reason of a table that repeats the flat price, here and in 0003_fill_rate_tables.
FLAT = "flat price"


def publish_rates(
    *,
    actor: Actor,
    idempotency_key: str,
    option_id: UUID,
    starts_on: dt.date,
    bands: Sequence[Band],
    reason: str,
) -> RateTable:
    """
    Publish a rate table; the one in force ends the day before. Past days keep their rates (C-11).

    While its plan is a draft, a table takes the place of one that starts on the same day.

    Raises:
        OptionNotFound: if the actor can see no such option.
        RateBandsBroken: unless the bands go from age 0 to 120 without a hole or an overlap.
        RateTableOverlap: if a table that starts later exists, or on that day once published.
        CurrencyMismatch: if a band is in another currency than the plan's.
        NotPermitted: unless HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    options = models.PlanOption.objects.select_related("plan__benefit")
    option = actor.scope(options, "plan__benefit__employer_id").filter(pk=option_id).first()
    if option is None:
        raise OptionNotFound(option_id)
    require_whole(option_id, bands)
    for band in bands:
        if band.monthly.currency != option.plan.currency:
            raise CurrencyMismatch(option.plan.currency, band.monthly.currency)

    def execute() -> UUID:
        # Locked, so that nobody publishes the plan between the question and the deletion.
        plan = models.Plan.objects.select_for_update().get(pk=option.plan_id)
        if plan.status == PlanStatus.DRAFT:
            option.rate_tables.filter(starts_on=starts_on).delete()
        day_before = starts_on - dt.timedelta(days=1)
        in_force = option.rate_tables.filter(starts_on__lt=starts_on)
        in_force.exclude(ends_on__lt=starts_on).update(ends_on=day_before)
        try:
            with transaction.atomic():
                return write_table(option, starts_on, bands, reason).id
        except IntegrityError as exc:
            if violated(exc) == NO_TWO_TABLES_OVERLAP:
                raise RateTableOverlap(option_id, starts_on) from exc
            raise

    table_id = once(
        "publish_rates",
        employer_id=option.plan.benefit.employer_id,
        idempotency_key=idempotency_key,
        request={
            "option": str(option_id),
            "starts_on": str(starts_on),
            "bands": [[band.age_from, band.age_to, str(band.monthly)] for band in bands],
            "reason": reason,
        },
        execute=execute,
    )
    return rate_table_value(models.RateTable.objects.get(pk=table_id), option.plan.currency)


def write_table(
    option: models.PlanOption, starts_on: dt.date, bands: Sequence[Band], reason: str
) -> models.RateTable:
    """
    Write a table and its bands.
    """
    table = models.RateTable.objects.create(option=option, starts_on=starts_on, reason=reason)
    models.RateBand.objects.bulk_create(
        models.RateBand(
            table=table,
            age_from=band.age_from,
            age_to=band.age_to,
            monthly_price=band.monthly.amount,
        )
        for band in bands
    )
    return table


def write_flat(option: models.PlanOption, starts_on: dt.date) -> None:
    """
    The flat price of a draft as one band from 0 to 120: what 2.0 reads, beside what 1.8 reads.

    Rates that somebody has published by age stay.
    """
    price = option.monthly_price
    flat = models.RateBand.objects.filter(table__option=option, table__reason=FLAT)
    if flat.update(monthly_price=price) or option.rate_tables.exists():
        return
    table = models.RateTable.objects.create(option=option, starts_on=starts_on, reason=FLAT)
    models.RateBand.objects.create(table=table, age_from=0, age_to=OLDEST, monthly_price=price)
