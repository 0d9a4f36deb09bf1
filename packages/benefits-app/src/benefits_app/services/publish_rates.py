"""
Give an option rates by age from a day on.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from benefits_app import models
from benefits_app.data import Band, Basis, PlanStatus, RateBand, RateTable
from benefits_app.errors import RateTableOverlap
from benefits_app.models.rates import NO_TWO_TABLES_OVERLAP
from benefits_app.queries.rates import rate_table_value
from benefits_app.rules.rates import OLDEST, require_complete
from benefits_app.services.commands import former_scope, key_holder, storable
from benefits_app.services.find import day_before, option_of
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once
from domain_kit.money import CurrencyMismatch, Money, exponent, require_storable, round_half_up
from domain_kit.violations import violated

# The reason of a table of one rate for everybody, here and in 0003_fill_rate_tables.
FLAT = "flat price"


def publish_rates(
    *,
    actor: Actor,
    idempotency_key: str,
    option_id: UUID,
    starts_on: dt.date,
    bands: Sequence[Band | RateBand],
    reason: str,
    basis: Basis = Basis.PER_ENROLMENT,
) -> RateTable:
    """
    Publish a rate table; the one in force ends the day before. Past days keep their rates (C-11).

    While its plan is a draft, a table takes the place of one that starts on the same day. Once it
    is published a correction is a new table with its own reason, from a later day on.

    Raises:
        OptionNotFound: if the actor can see no such option.
        RateBandsBroken: unless each group of bands goes from age 0 to 120 without a hole or an
            overlap, in amounts of at most 6 decimals.
        RateTableOverlap: if a table that starts later exists, or on that day once published.
        CurrencyMismatch: if a band is in another currency than the plan's.
        AmountNotStorable: if an amount is too large to be kept.
        NotPermitted: unless HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(table_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        option = option_of(actor, option_id)
        rates = [_rate(band, option.plan.currency) for band in bands]
        require_complete(option_id, rates)
        # Locked, so that nobody publishes the plan between the question and the deletion.
        plan = models.Plan.objects.select_for_update().get(pk=option.plan_id)
        if plan.status == PlanStatus.DRAFT:
            option.rate_tables.filter(starts_on=starts_on).delete()
        in_force = option.rate_tables.filter(starts_on__lt=starts_on)
        in_force.exclude(ends_on__lt=starts_on).update(ends_on=day_before(starts_on))
        try:
            with transaction.atomic():
                write_table(
                    models.RateTable(
                        id=table_id,
                        option=option,
                        starts_on=starts_on,
                        reason=reason,
                        basis=Basis(basis),
                    ),
                    rates,
                    plan.currency,
                )
        except IntegrityError as exc:
            if violated(exc) == NO_TWO_TABLES_OVERLAP:
                raise RateTableOverlap(option_id, starts_on) from exc
            raise

    table_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="publish_rates",
        request=storable(
            {
                "option": str(option_id),
                "starts_on": str(starts_on),
                "bands": [_asked(band) for band in bands],
                "reason": reason,
                # As older releases wrote it, so that their retries are recognised.
                **({} if basis == Basis.PER_ENROLMENT else {"basis": str(basis)}),
            }
        ),
        execute=execute,
        former_scope=former_scope(actor),
    )
    table = models.RateTable.objects.select_related("option__plan").get(pk=table_id)
    return rate_table_value(table, table.option.plan.currency)


def _rate(band: Band | RateBand, currency: str) -> RateBand:
    if isinstance(band, RateBand):
        return band
    if band.monthly.currency != currency:
        raise CurrencyMismatch(currency, band.monthly.currency)
    amount = band.monthly.amount if band.amount is None else band.amount
    return RateBand(age_from=band.age_from, age_to=band.age_to, amount=amount, group=band.group)


def _asked(band: Band | RateBand) -> list[int | str]:
    if isinstance(band, Band) and band.amount is None and not band.group:
        return [band.age_from, band.age_to, str(band.monthly)]
    amount = band.amount if band.amount is not None else band.monthly
    return [band.age_from, band.age_to, str(amount), band.group]


def write_table(table: models.RateTable, bands: Sequence[RateBand], currency: str) -> None:
    """
    Write a table and its bands.

    Raises:
        AmountNotStorable: if an amount is too large to be kept.
    """
    for band in bands:
        _require_storable(band.amount, currency)
    table.save(force_insert=True)
    models.RateBand.objects.bulk_create(
        models.RateBand(
            table=table,
            age_from=band.age_from,
            age_to=band.age_to,
            group=band.group,
            amount=band.amount,
        )
        for band in bands
    )


def _require_storable(amount: Decimal, currency: str) -> None:
    money = Money.of(round_half_up(amount, exponent(currency)), currency)
    require_storable(money, max_digits=15, decimal_places=3)


def write_flat(option: models.PlanOption, starts_on: dt.date, price: Money) -> None:
    """
    One rate for everybody, in place of the one that was written before.

    Rates that somebody has published by age stay.
    """
    flat = models.RateBand.objects.filter(table__option=option, table__reason=FLAT)
    if flat.update(amount=price.amount) or option.rate_tables.exists():
        return
    table = models.RateTable(option=option, starts_on=starts_on, reason=FLAT)
    everybody = RateBand(age_from=0, age_to=OLDEST, amount=price.amount)
    write_table(table, [everybody], price.currency)
