"""
What decides the price of an option, or of all that are offered, on one day?

One statement, compiled once: this is asked at every enrolment and on every page of offers. For
many options on many days there is queries/priced.py.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, JSONField, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from benefits_app import models
from benefits_app.data import (
    Basis,
    Comparison,
    Contribution,
    ContributionKind,
    ContributionScheme,
    Funding,
    PlanStatus,
    PricedOption,
    RateBand,
    Rates,
    RelationshipRule,
    Tier,
    TierCount,
)
from benefits_app.errors import OptionNotFound
from benefits_app.queries.terms import cover_value, money_or_none, terms_value
from domain_kit.actor import Actor
from domain_kit.compiled import Compiled
from domain_kit.periods import Period


def _text(name: str) -> Cast:
    # JSON numbers would come back as floats.
    return Cast(name, TextField())


def _bands() -> ArraySubquery:
    amount = Cast("amount", TextField())
    rows = models.RateBand.objects.filter(table=OuterRef("pk")).order_by("age_from")
    return ArraySubquery(
        rows.values(
            json=JSONObject(age_from="age_from", age_to="age_to", amount=amount, group=F("group"))
        )
    )


def _table(day: Any) -> Subquery:
    rows = models.RateTable.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), option=OuterRef("pk"), starts_on__lte=day
    )
    return Subquery(
        rows.order_by("starts_on").values(
            json=JSONObject(
                id="id", basis="basis", first="starts_on", last="ends_on", bands=_bands()
            )
        )[:1],
        output_field=JSONField(),
    )


def _of_plan(model: Any, order: str, **fields: Any) -> ArraySubquery:
    rows = model.objects.filter(plan=OuterRef("plan_id")).order_by(order)
    return ArraySubquery(rows.values(json=JSONObject(**fields)))


def _priced(options: "QuerySet[models.PlanOption]", day: Any) -> "QuerySet[models.PlanOption]":
    names = ("relationship", "priced_as", "operator", "age", "disabled")
    return options.select_related("plan__benefit", "plan__plan_year").annotate(
        table=_table(day),
        relationships=_of_plan(
            models.MemberRelationship, "position", **{name: F(name) for name in names}
        ),
        tiers=_of_plan(models.TierRule, "position", tier=F("tier"), requires=F("requires")),
        contributions=_of_plan(
            models.Contribution,
            "tier",
            kind=F("kind"),
            tier=F("tier"),
            amount=_text("amount"),
            percent=_text("percent"),
            cap=_text("cap"),
            reference=F("reference_option_id"),
        ),
    )


def _option(option: Any, day: Any) -> "QuerySet[models.PlanOption]":
    return _priced(models.PlanOption.objects.filter(pk=option), day)


def _offered(employer: Any, day: Any) -> "QuerySet[models.PlanOption]":
    options = models.PlanOption.objects.filter(
        Q(closed_to_new_on=None) | Q(closed_to_new_on__gt=day),
        plan__benefit__employer_id=employer,
        plan__status=PlanStatus.PUBLISHED,
        plan__plan_year__starts_on__lte=day,
        plan__plan_year__ends_on__gte=day,
    )
    return _priced(options, day)


OPTION: Compiled[models.PlanOption] = Compiled(_option)
OFFERED: Compiled[models.PlanOption] = Compiled(_offered)


def option_at_once(actor: Actor, option_id: UUID, day: dt.date) -> models.PlanOption:
    """
    An option as `priced_at_once` takes it.

    Raises:
        OptionNotFound: if the actor can see no such option.
    """
    row = OPTION.first(option=option_id, day=day)
    if row is None or not actor.may_see(row.plan.benefit.employer_id):
        raise OptionNotFound(option_id)
    return row


def offered_at_once(employer_id: UUID, day: dt.date) -> list[Any]:
    """
    The published options of an employer that have rates on a day and are open to everybody, as
    `priced_at_once` takes them.
    """
    return [row for row in OFFERED.all(employer=employer_id, day=day) if row.table is not None]


def refers(row: Any) -> bool:
    """
    Whether the price of another option is needed to tell who pays.
    """
    return any(rule["reference"] for rule in row.contributions)


def priced_at_once(row: Any) -> PricedOption:
    """
    An option that does not refer to others, by the rates in force on the day it was read for.
    """
    plan, year = row.plan, row.plan.plan_year
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
        rates=_rates(row, row.table),
        terms=terms_value(plan),
        relationships=tuple(
            RelationshipRule(
                **{**rule, "operator": Comparison(rule["operator"]) if rule["operator"] else None}
            )
            for rule in row.relationships
        ),
        tiers=tuple(
            Tier(
                code=rule["tier"],
                requires=tuple(
                    TierCount(
                        relationship=wanted["relationship"],
                        operator=Comparison(wanted["operator"]),
                        count=wanted["count"],
                    )
                    for wanted in rule["requires"]
                ),
            )
            for rule in row.tiers
        ),
        scheme=_scheme(row.contributions, plan),
        cover=cover_value(row),
        closed_to_new_on=row.closed_to_new_on,
    )


def _rates(row: Any, table: Mapping[str, Any]) -> Rates:
    return Rates(
        table_id=UUID(table["id"]),
        basis=Basis(table["basis"]),
        currency=row.plan.currency,
        period=Period.inclusive(
            dt.date.fromisoformat(table["first"]),
            dt.date.fromisoformat(table["last"]) if table["last"] else None,
        ),
        bands=tuple(
            RateBand(**{**band, "amount": Decimal(band["amount"])}) for band in table["bands"]
        ),
    )


def _scheme(found: Sequence[Mapping[str, Any]], plan: models.Plan) -> ContributionScheme | None:
    if not found and plan.minimum_percent is None:
        return None
    return ContributionScheme(
        contributions=tuple(
            Contribution(
                kind=ContributionKind(rule["kind"]),
                tier=rule["tier"],
                amount=money_or_none(_decimal(rule["amount"]), plan.currency),
                percent=_decimal(rule["percent"]),
                cap=money_or_none(_decimal(rule["cap"]), plan.currency),
                reference_option_id=rule["reference"] and UUID(rule["reference"]),
            )
            for rule in found
        ),
        minimum_percent=plan.minimum_percent or Decimal(),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
