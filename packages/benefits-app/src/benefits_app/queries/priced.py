"""
What decides the price of these options on these days?

Reads everything with a number of statements that does not depend on how many there are.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.db.models import QuerySet

from benefits_app import models
from benefits_app.data import Basis, Funding, PricedOption, RateBand, Rates
from benefits_app.errors import NoRatesOn
from benefits_app.queries.terms import (
    cover_value,
    relationship_values,
    scheme_value,
    terms_value,
    tier_values,
)
from domain_kit.actor import Actor
from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """
    Options with their plans, rates and terms, and the options that their contributions name.
    """

    rows: Mapping[UUID, models.PlanOption]
    references: Mapping[UUID, models.PlanOption]

    def on(self, option_id: UUID, day: dt.date) -> PricedOption:
        """
        An option of `rows` by the rates in force on a day.

        Raises:
            NoRatesOn: if it has none.
        """
        row = self.rows[option_id]
        priced = _priced(row, day)
        named = [rule.reference_option_id for rule in row.plan.contributions.all()]
        found = [self.references[key] for key in named if key in self.references]
        return dataclasses.replace(priced, references=tuple(_with_rates(found, day)))

    def all_on(self, day: dt.date) -> Iterator[tuple[models.PlanOption, PricedOption]]:
        """
        Every option of `rows` that has rates on a day.
        """
        for option_id, row in self.rows.items():
            with contextlib.suppress(NoRatesOn):
                yield row, self.on(option_id, day)


def load_catalogue(actor: Actor, option_ids: Iterable[UUID]) -> Catalogue:
    """
    Those of the options that the actor may see.
    """
    wanted = actor.scope(_options(), "plan__benefit__employer_id").filter(pk__in=set(option_ids))
    return catalogue_of(wanted.prefetch_related("plan__contributions"))


def catalogue_of(options: "Iterable[models.PlanOption]") -> Catalogue:
    """
    The catalogue of options that were read with `with_rates` and their contributions.
    """
    rows = {row.id: row for row in options}
    named = {
        rule.reference_option_id
        for row in rows.values()
        for rule in row.plan.contributions.all()
        if rule.reference_option_id
    }
    references = {row.id: row for row in _options().filter(pk__in=named)} if named else {}
    return Catalogue(rows=rows, references=references)


def with_rates(options: "QuerySet[models.PlanOption]") -> "QuerySet[models.PlanOption]":
    """
    Options with all that prices them.
    """
    return options.select_related("plan__benefit", "plan__plan_year").prefetch_related(
        "rate_tables__bands", "plan__relationships", "plan__tiers"
    )


def _options() -> "QuerySet[models.PlanOption]":
    return with_rates(models.PlanOption.objects.all())


def _priced(row: models.PlanOption, day: dt.date) -> PricedOption:
    plan, year = row.plan, row.plan.plan_year
    # References are read without their contributions: only their price counts.
    known = getattr(plan, "_prefetched_objects_cache", {})
    return PricedOption(
        option_id=row.id,
        benefit_id=plan.benefit_id,
        plan_id=plan.id,
        plan_year_id=year.id,
        employer_id=plan.benefit.employer_id,
        benefit_name=plan.benefit.name,
        option_name=row.name,
        plan_year=Period.inclusive(year.starts_on, year.ends_on),
        funding=Funding(plan.benefit.funding),
        rates=rates_on(row, day),
        terms=terms_value(plan),
        relationships=relationship_values(plan),
        tiers=tier_values(plan),
        scheme=scheme_value(plan) if "contributions" in known else None,
        cover=cover_value(row),
        closed_to_new_on=row.closed_to_new_on,
    )


def _with_rates(rows: Iterable[models.PlanOption], day: dt.date) -> Iterator[PricedOption]:
    """
    Those that have rates; the rule that refers to another one refuses.
    """
    for row in rows:
        with contextlib.suppress(NoRatesOn):
            yield _priced(row, day)


def rates_on(row: models.PlanOption, day: dt.date) -> Rates:
    """
    The rates in force on a day.

    Raises:
        NoRatesOn: if there are none.
    """
    for table in row.rate_tables.all():
        if table.starts_on <= day and (table.ends_on is None or table.ends_on >= day):
            return table_rates(table, row.plan.currency)
    raise NoRatesOn(row.id, day)


def all_rates(row: models.PlanOption) -> tuple[Rates, ...]:
    """
    The rates of every table of an option.
    """
    return tuple(table_rates(table, row.plan.currency) for table in row.rate_tables.all())


def table_rates(table: models.RateTable, currency: str) -> Rates:
    """
    A rate table as it prices.
    """
    return Rates(
        table_id=table.id,
        basis=Basis(table.basis),
        currency=currency,
        period=Period.inclusive(table.starts_on, table.ends_on),
        bands=tuple(band_value(band) for band in table.bands.all()),
    )


def band_value(row: models.RateBand) -> RateBand:
    """
    A band.
    """
    return RateBand(age_from=row.age_from, age_to=row.age_to, amount=row.amount, group=row.group)
