"""
Which terms, tiers, contributions, rules and events do the seeded benefits have?
"""

import datetime as dt
from decimal import Decimal

from benefits_app import models
from benefits_app.data import Basis, Category, Funding, PlanStatus
from benefits_app.testing import ids

START = dt.date(2027, 1, 1)
TIERS = (
    ("employee", [("child", "==", 0), ("spouse", "==", 0)], "8.00"),
    ("couple", [("child", "==", 0), ("spouse", ">=", 1)], "15.00"),
    ("family", [("child", ">=", 1), ("spouse", ">=", 0)], "21.005"),
)


def fill() -> None:
    """
    A plan priced by tier with contributions, one priced by cover, rule sets and life events.
    """
    _vision()
    _life()
    for benefit_id, document in (
        (ids.ACME_MEDICAL, {"all": [{"fact": "fte", "operator": "at_least", "value": "0.5"}]}),
        (ids.ACME_DENTAL, {"all": [{"fact": "grade", "operator": "one_of", "value": ["A", "B"]}]}),
    ):
        models.EligibilityRuleSet.objects.create(
            benefit_id=benefit_id, starts_on=START, document=document, reason="seeded"
        )
    for code, name, effective, self_service in (
        ("birth", "Birth of a child", "event_date", True),
        ("marriage", "Marriage", "first_of_month_after_report", True),
        ("relocation", "Relocation", "fifteenth_of_month", False),
    ):
        models.LifeEventKind.objects.create(
            employer_id=ids.ACME,
            code=code,
            name=name,
            effective=[effective],
            permitted=["add_dependant", "change_option", "enrol"],
            self_service=self_service,
        )
    models.OptionMapping.objects.create(
        option_id=ids.ACME_MEDICAL_STANDARD_2026, successor_id=ids.ACME_MEDICAL_STANDARD_2027
    )
    models.OptionMapping.objects.create(option_id=ids.ACME_DENTAL_STANDARD_2026)


def _vision() -> None:
    plan = _plan(ids.ACME_VISION, ids.ACME_VISION_PLAN_2027, "OPTICS", "Optics", Category.VISION)
    for position, (tier, requires, _) in enumerate(TIERS):
        models.TierRule.objects.create(
            plan=plan,
            position=position,
            tier=tier,
            requires=[
                {"relationship": relationship, "operator": operator, "count": count}
                for relationship, operator, count in requires
            ],
        )
    for position, (relationship, age, priced_as) in enumerate(
        (("self", None, "self"), ("spouse", None, "spouse"), ("child", 26, "child"))
    ):
        models.MemberRelationship.objects.create(
            plan=plan,
            position=position,
            relationship=relationship,
            operator="<" if age else "",
            age=age,
            priced_as=priced_as,
        )
    models.Contribution.objects.create(
        plan=plan, kind="percent_capped", percent=Decimal(80), cap=Decimal("12.00")
    )
    option = _option(plan, ids.ACME_VISION_STANDARD_2027)
    table = _table(option, Basis.PER_TIER)
    for tier, _, amount in TIERS:
        _band(table, 0, 120, Decimal(amount), group=tier)


def _life() -> None:
    plan = _plan(ids.ACME_LIFE, ids.ACME_LIFE_PLAN_2027, "LIFE", "Life cover", Category.LIFE)
    option = _option(plan, ids.ACME_LIFE_STANDARD_2027)
    models.PlanOption.objects.filter(pk=option.pk).update(
        cover_min=Decimal(50000),
        cover_max=Decimal(500000),
        cover_step=Decimal(10000),
        guaranteed_issue=Decimal(250000),
    )
    table = _table(option, Basis.PER_1000)
    _band(table, 0, 39, Decimal("0.08"))
    _band(table, 40, 120, Decimal("0.123456"))


def _plan(
    benefit_id: object, plan_id: object, code: str, name: str, category: Category
) -> models.Plan:
    benefit = models.Benefit.objects.create(
        id=benefit_id,
        employer_id=ids.ACME,
        code=code,
        name=name,
        category=category,
        funding=Funding.NET_DEDUCTION,
    )
    return models.Plan.objects.create(
        id=plan_id,
        benefit=benefit,
        plan_year_id=ids.ACME_2027,
        currency="GBP",
        status=PlanStatus.PUBLISHED,
        age_policy="on_birthday",
    )


def _option(plan: models.Plan, option_id: object) -> models.PlanOption:
    return models.PlanOption.objects.create(id=option_id, plan=plan, code="STD", name="Standard")


def _table(option: models.PlanOption, basis: Basis) -> models.RateTable:
    return models.RateTable.objects.create(
        option=option, starts_on=START, basis=basis, reason="seeded"
    )


def _band(
    table: models.RateTable, age_from: int, age_to: int, amount: Decimal, group: str = ""
) -> None:
    models.RateBand.objects.create(
        table=table,
        age_from=age_from,
        age_to=age_to,
        amount=amount,
        group=group,
    )
