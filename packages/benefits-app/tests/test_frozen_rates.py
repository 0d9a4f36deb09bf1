"""
Does the database itself keep published rates as they are, and bands from overlapping?
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from benefits_app import api, models
from benefits_app.testing import ids
from domain_kit.money import Money
from domain_kit.periods import Period
from domain_kit.violations import violated
from tests.migrating import BENEFIT, OPTION, PLAN, execute, migrate, start_at

MEDICAL = ids.ACME_MEDICAL_STANDARD_2027


def bands():
    return models.RateBand.objects.filter(table__option_id=MEDICAL)


def tables():
    return models.RateTable.objects.filter(option_id=MEDICAL)


CHANGES = {
    "a price": lambda: bands().update(amount=Decimal(1)),
    "an age": lambda: bands().update(age_to=60),
    "a band that goes": lambda: bands().delete(),
    "a first day": lambda: tables().update(starts_on=dt.date(2027, 2, 1)),
    "a reason": lambda: tables().update(reason="another"),
    "a table that goes": lambda: tables().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_of_published_rates_changes(seeded, change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()

    assert violated(refusal.value) == "published_rates_stay"
    assert [band.amount for band in bands()] == [Decimal(60)]


def test_a_table_that_is_followed_by_another_ends(seeded, hr):
    day = dt.date(2027, 7, 1)
    api.publish_rates(
        actor=hr,
        idempotency_key="rates",
        option_id=MEDICAL,
        starts_on=day,
        bands=[api.RateBand(age_from=0, age_to=120, amount=Decimal(66))],
        reason="new prices",
    )

    assert list(tables().values_list("ends_on", flat=True)) == [dt.date(2027, 6, 30), None]


@pytest.mark.parametrize("last", [None, dt.date(2027, 12, 31)])
def test_an_end_never_moves_later(seeded, last):
    tables().update(ends_on=dt.date(2027, 6, 30))

    with pytest.raises(IntegrityError), transaction.atomic():
        tables().update(ends_on=last)


def test_a_drafts_rates_are_replaced(seeded, hr):
    year = api.define_plan_year(
        actor=hr,
        idempotency_key="year",
        employer_id=ids.ACME,
        period=Period.inclusive(dt.date(2029, 1, 1), dt.date(2029, 12, 31)),
        time_zone="Europe/London",
    )
    prices = [Money.of("50.00", "GBP"), Money.of("55.00", "GBP")]

    first, second = (
        api.define_option(
            actor=hr,
            idempotency_key=f"option {price}",
            benefit_id=ids.ACME_MEDICAL,
            plan_year_id=year.id,
            code="STD",
            name="Standard",
            monthly_price=price,
        )
        for price in prices
    )

    assert (first.option_id, second.monthly_price) == (second.option_id, prices[1])


def test_no_two_bands_of_a_group_overlap(seeded):
    (table,) = tables()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.RateBand.objects.create(table=table, age_from=30, age_to=40, amount=Decimal(1))

    assert violated(refusal.value) == "no_two_rate_bands_of_a_group_overlap"


def test_a_band_of_another_group_may_have_the_ages(seeded):
    (table,) = tables()

    made = models.RateBand.objects.create(
        table=table, age_from=30, age_to=40, group="family", amount=Decimal(1)
    )

    assert made.pk


@pytest.mark.django_db(transaction=True)
class TestOldOverlaps:
    @pytest.fixture
    def dirty(self):
        start_at("0038_options_closed_to_new")
        yield _insert_overlap()
        migrate()

    def test_survive_and_are_listed(self, dirty, capsys):
        migrate()

        assert models.RateBand.objects.filter(table_id=dirty, old_overlap=True).count() == 2
        assert models.RateBand.objects.filter(table_id=dirty, old_overlap=False).count() == 1
        call_command("benefits_check_rates")
        assert f"{OPTION}  from 2027-01-01" in capsys.readouterr().out

    def test_get_no_more_of_their_kind(self, dirty):
        migrate()

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_BAND, [dirty, 60, 61])


_BAND = (
    "INSERT INTO benefits_app_rateband (table_id, age_from, age_to, amount) VALUES (%s, %s, %s, 1)"
)


def _insert_overlap():
    execute(
        "INSERT INTO benefits_app_benefit (id, employer_id, code, name, category, funding, retired)"
        " VALUES (%s, %s, 'MED', 'Medical', 'medical', 'employer_paid', false)",
        [BENEFIT, ids.ACME],
    )
    execute(
        "INSERT INTO benefits_app_planyear (id, employer_id, starts_on, ends_on, time_zone)"
        " VALUES (%s, %s, '2027-01-01', '2027-12-31', 'Europe/London')",
        [ids.ACME_2027, ids.ACME],
    )
    execute(
        "INSERT INTO benefits_app_plan (id, benefit_id, plan_year_id, carrier_code, currency,"
        " status) VALUES (%s, %s, %s, '', 'GBP', 'published')",
        [PLAN, BENEFIT, ids.ACME_2027],
    )
    execute(
        "INSERT INTO benefits_app_planoption (id, plan_id, code, name)"
        " VALUES (%s, %s, 'STD', 'Standard')",
        [OPTION, PLAN],
    )
    ((table_id,),) = execute(
        "INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)"
        " VALUES (gen_random_uuid(), %s, '2027-01-01', 'old') RETURNING id",
        [OPTION],
    )
    for ages in ((0, 40), (35, 50), (51, 120)):
        execute(_BAND, [table_id, *ages])
    return table_id
