"""
What does a database that this release has served for a while contain?
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from benefits_app import models
from benefits_app.data import Category, Funding, PlanStatus
from benefits_app.testing import ids, terms
from benefits_app.testing.employers import ZONES

YEARS = {
    ids.ACME: ((ids.ACME_2026, 2026), (ids.ACME_2027, 2027)),
    ids.GLOBEX: ((ids.GLOBEX_2026, 2026), (ids.GLOBEX_2027, 2027)),
    ids.KYOTO: ((ids.KYOTO_2026, 2026), (ids.KYOTO_2027, 2027)),
}
BENEFITS = (
    (ids.ACME_MEDICAL, ids.ACME, "MED", "Private medical", Category.MEDICAL, "60.00 GBP"),
    (ids.ACME_DENTAL, ids.ACME, "DENTAL", "Dental", Category.DENTAL, "12.50 GBP"),
    (ids.ACME_CYCLE, ids.ACME, "CYCLE", "Cycle to work", Category.CYCLE, "25.00 GBP"),
    (ids.GLOBEX_MEDICAL, ids.GLOBEX, "MED", "Private medical", Category.MEDICAL, "72.00 GBP"),
    # No decimals and three: amounts that a mistaken exponent would show at once.
    (ids.GLOBEX_WELLBEING, ids.GLOBEX, "GYM", "Gym", Category.WELLBEING, "9800 JPY"),
    (ids.GLOBEX_PENSION, ids.GLOBEX, "PENSION", "Pension", Category.PENSION, "12.345 KWD"),
    (ids.KYOTO_MEDICAL, ids.KYOTO, "MED", "Private medical", Category.MEDICAL, "9000 JPY"),
)
OPTIONS = {
    ids.ACME_MEDICAL: (ids.ACME_MEDICAL_STANDARD_2026, ids.ACME_MEDICAL_STANDARD_2027),
    ids.ACME_DENTAL: (ids.ACME_DENTAL_STANDARD_2026, ids.ACME_DENTAL_STANDARD_2027),
    ids.ACME_CYCLE: (ids.ACME_CYCLE_STANDARD_2026, ids.ACME_CYCLE_STANDARD_2027),
    ids.GLOBEX_MEDICAL: (ids.GLOBEX_MEDICAL_STANDARD_2026, ids.GLOBEX_MEDICAL_STANDARD_2027),
    ids.GLOBEX_WELLBEING: (
        ids.GLOBEX_WELLBEING_STANDARD_2026,
        ids.GLOBEX_WELLBEING_STANDARD_2027,
    ),
    ids.KYOTO_MEDICAL: (ids.KYOTO_MEDICAL_STANDARD_2026, ids.KYOTO_MEDICAL_STANDARD_2027),
    ids.GLOBEX_PENSION: (ids.GLOBEX_PENSION_STANDARD_2026, ids.GLOBEX_PENSION_STANDARD_2027),
}


def fill(*, dirty: bool = True) -> None:
    """
    Fill a freshly migrated database: three employers, two plan years each, three currencies, and,
    if `dirty`, what older releases left behind (retired benefits still priced, three decimals in
    pounds, rates with a hole).
    """
    for employer_id, years in YEARS.items():
        for year_id, year in years:
            models.PlanYear.objects.create(
                id=year_id,
                employer_id=employer_id,
                starts_on=dt.date(year, 1, 1),
                ends_on=dt.date(year, 12, 31),
                time_zone=ZONES.get(employer_id, "Europe/London"),
            )
    for benefit_id, employer_id, code, name, category, price in BENEFITS:
        amount, currency = price.split()
        _offer(benefit_id, employer_id, code, name, category, Decimal(amount), currency)
    terms.fill()
    if dirty:
        _leave_dirt()


def _offer(
    benefit_id: UUID,
    employer_id: UUID,
    code: str,
    name: str,
    category: Category,
    price: Decimal,
    currency: str,
) -> None:
    funding = Funding.NET_DEDUCTION if category is Category.CYCLE else Funding.EMPLOYER_PAID
    benefit = models.Benefit.objects.create(
        id=benefit_id,
        employer_id=employer_id,
        code=code,
        name=name,
        category=category,
        funding=funding,
    )
    pairs = zip(YEARS[employer_id], OPTIONS[benefit_id], strict=True)
    for (year_id, _), option_id in pairs:
        plan = models.Plan.objects.create(
            benefit=benefit, plan_year_id=year_id, currency=currency, status=PlanStatus.PUBLISHED
        )
        option = models.PlanOption.objects.create(
            id=option_id, plan=plan, code="STD", name="Standard"
        )
        _rates(option, dt.date(plan.plan_year.starts_on.year, 1, 1), [(0, 120, price)])


def _leave_dirt() -> None:
    """
    A retired benefit that still has prices, pounds with three decimals, and rates with a hole.
    """
    retired = models.Benefit.objects.create(
        employer_id=ids.ACME,
        code="OLD-VISION",
        name="Vision (until 2026)",
        category=Category.VISION,
        funding=Funding.ALLOWANCE,
        retired=True,
    )
    plan = models.Plan.objects.create(
        benefit=retired, plan_year_id=ids.ACME_2026, currency="GBP", status=PlanStatus.RETIRED
    )
    for code, price in (("FREE", "0"), ("FULL", "8.335")):
        # Three decimals: an import from a carrier's file, before prices were rounded to pence.
        option = models.PlanOption.objects.create(plan=plan, code=code, name=code.title())
        _rates(option, dt.date(2026, 1, 1), [(0, 120, Decimal(price))])
    banded = models.PlanOption.objects.get(pk=ids.ACME_DENTAL_STANDARD_2026)
    banded.rate_tables.update(ends_on=dt.date(2026, 3, 31))
    # A hole at 40: written before rates were checked. (2.1.0 has parted the overlap at 50.)
    half = [(0, 39, Decimal("10")), (41, 50, Decimal("15")), (51, 120, Decimal("20"))]
    _rates(banded, dt.date(2026, 4, 1), half)


def _rates(
    option: models.PlanOption, starts_on: dt.date, bands: list[tuple[int, int, Decimal]]
) -> None:
    table = models.RateTable.objects.create(option=option, starts_on=starts_on, reason="seeded")
    for age_from, age_to, price in bands:
        models.RateBand.objects.create(table=table, age_from=age_from, age_to=age_to, amount=price)
