"""
Do rates by age apply as published, and does every old option get its table?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from benefits_app import api, models
from benefits_app.rules.rates import require_whole
from benefits_app.testing import ids, seed
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import CurrencyMismatch, Money
from domain_kit.periods import Period

MAY = dt.date(2027, 5, 1)
OPTION = ids.ACME_MEDICAL_STANDARD_2027


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def band(age_from: int, age_to: int, price: str = "60.00") -> api.Band:
    return api.Band(age_from=age_from, age_to=age_to, monthly=gbp(price))


YOUNG_AND_OLD = (band(0, 39, "50.00"), band(40, 120, "75.00"))


def publish(hr, *, bands=YOUNG_AND_OLD, starts_on=MAY, key="rates"):
    return api.publish_rates(
        actor=hr,
        idempotency_key=key,
        option_id=OPTION,
        starts_on=starts_on,
        bands=bands,
        reason="carrier's new rates",
    )


def price(actor, age, on=MAY, option_id=OPTION):
    return api.get_price(actor=actor, option_id=option_id, on=on, age=age).monthly


class TestPublishRates:
    @pytest.mark.parametrize(("age", "expected"), [(39, "50.00"), (40, "75.00")])
    def test_prices_by_age_from_its_first_day(self, seeded, hr, age, expected):
        publish(hr)

        assert price(hr, age) == gbp(expected)

    def test_c_11_leaves_the_days_before_alone(self, seeded, hr):
        publish(hr)

        assert price(hr, 40, on=dt.date(2027, 4, 30)) == gbp("60.00")
        before, after = api.list_rates(actor=hr, option_id=OPTION)
        assert before.period.end == after.period.start == MAY

    def test_without_an_age_the_rates_in_force_are_answered(self, seeded, hr):
        publish(hr, bands=[band(0, 120, "90.00")])

        assert price(hr, None) == gbp("90.00")

    def test_a_price_by_age_needs_the_age(self, seeded, hr):
        publish(hr)

        with pytest.raises(api.BirthDateNeeded, match="whose birth date is missing"):
            price(hr, None)

    def test_refuses_a_table_that_starts_no_later(self, seeded, hr):
        publish(hr)

        with pytest.raises(api.RateTableOverlap, match="start the new ones on a later day"):
            publish(hr, key="again")

    def test_refuses_an_enclosing_table(self, seeded, hr):
        publish(hr)

        with pytest.raises(api.RateTableOverlap):
            publish(hr, key="wider", starts_on=dt.date(2026, 12, 1))

    def test_a_retry_has_one_effect(self, seeded, hr):
        assert publish(hr) == publish(hr)

    def test_refuses_another_currency(self, seeded, hr):
        yen = api.Band(age_from=0, age_to=120, monthly=Money.of("9000", "JPY"))

        with pytest.raises(CurrencyMismatch):
            publish(hr, bands=[yen])

    def test_is_hidden_from_strangers(self, seeded, stranger):
        with pytest.raises(api.OptionNotFound):
            publish(stranger)
        with pytest.raises(api.OptionNotFound):
            api.list_rates(actor=stranger, option_id=OPTION)


class TestRequireWhole:
    @pytest.mark.parametrize(
        ("bands", "fault"),
        [
            ([band(1, 120)], "a hole at age 0"),
            ([band(0, 39), band(41, 120)], "a hole at age 40"),
            ([band(0, 40), band(40, 120)], "an? overlap at age 40"),
            ([band(0, 90)], "a hole at age 91"),
            ([], "a hole at age 0"),
        ],
    )
    def test_names_the_age_where_bands_break(self, bands, fault):
        with pytest.raises(api.RateBandsBroken, match=fault):
            require_whole(OPTION, bands)

    def test_refuses_a_band_that_ends_before_it_starts(self):
        with pytest.raises(api.RateBandsBroken, match="ends before its age 0"):
            require_whole(OPTION, [band(0, -1), band(0, 120)])

    def test_the_order_does_not_matter(self):
        require_whole(OPTION, [band(40, 120), band(0, 39)])


class TestMonthPrice:
    """
    C-06: born on 16 June 1987, 16.00 up to 39 and 24.00 from 40 on.
    """

    @pytest.mark.parametrize(
        ("policy", "month", "expected"),
        [
            (api.AgePolicy.FROZEN, 6, "16.00"),
            (api.AgePolicy.FROZEN, 12, "16.00"),
            (api.AgePolicy.FIRST_OF_MONTH, 6, "16.00"),
            (api.AgePolicy.FIRST_OF_MONTH, 7, "24.00"),
            (api.AgePolicy.ON_BIRTHDAY, 5, "16.00"),
            (api.AgePolicy.ON_BIRTHDAY, 6, "20.00"),
            (api.AgePolicy.ON_BIRTHDAY, 7, "24.00"),
        ],
    )
    def test_moves_to_the_next_band_as_the_policy_says(self, policy, month, expected):
        found = api.month_price(
            born_on=dt.date(1987, 6, 16),
            month=Period.month(dt.date(2027, month, 1)),
            plan_year=Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
            policy=policy,
            rate=lambda age: gbp("24.00" if age >= 40 else "16.00"),
        )

        assert found == gbp(expected)

    def on_birthday(self, born_on, rate):
        return api.month_price(
            born_on=born_on,
            month=Period.month(dt.date(2027, 6, 1)),
            plan_year=Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
            policy=api.AgePolicy.ON_BIRTHDAY,
            rate=rate,
        )

    def test_c_03_a_month_of_one_price_costs_that_price(self):
        assert self.on_birthday(dt.date(1987, 6, 16), lambda age: gbp("24.01")) == gbp("24.01")

    def test_a_child_not_born_yet_is_of_age_0(self):
        rates = {0: gbp("9.00")}

        assert self.on_birthday(dt.date(2027, 6, 16), rates.__getitem__) == gbp("9.00")


class TestDraft:
    @pytest.fixture
    def year(self, seeded, hr):
        return api.define_plan_year(
            actor=hr,
            idempotency_key="y",
            employer_id=ids.ACME,
            period=Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
            time_zone="Europe/London",
        )

    @pytest.fixture
    def define(self, year, hr):
        def define(price, key="o", name="Standard"):
            return api.define_option(
                actor=hr,
                idempotency_key=key,
                benefit_id=ids.ACME_MEDICAL,
                plan_year_id=year.id,
                code="STD",
                name=name,
                monthly_price=gbp(price),
            ).option_id

        return define

    def publish(self, hr, option_id, starts_on=dt.date(2028, 1, 1), key="r", reason="new"):
        return api.publish_rates(
            actor=hr,
            idempotency_key=key,
            option_id=option_id,
            starts_on=starts_on,
            bands=YOUNG_AND_OLD,
            reason=reason,
        )

    def test_gets_the_table_of_its_flat_price_at_once(self, define, hr):
        (table,) = api.list_rates(actor=hr, option_id=define("61.00"))

        assert table.bands == (band(0, 120, "61.00"),)

    def test_another_flat_price_is_written_to_both(self, define, hr):
        option_id = define("61.00")

        define("62.00", key="o2")

        (table,) = api.list_rates(actor=hr, option_id=option_id)
        assert table.bands == (band(0, 120, "62.00"),)

    def test_rates_may_start_with_the_plan_year(self, define, year, hr):
        option_id = define("61.00")

        published = self.publish(hr, option_id)

        assert api.list_rates(actor=hr, option_id=option_id) == (published,)

    def test_once_published_a_table_stays(self, define, year, hr):
        option_id = define("61.00")
        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)

        with pytest.raises(api.RateTableOverlap):
            self.publish(hr, option_id)

    def test_another_flat_price_leaves_published_rates_alone(self, define, hr):
        option_id = define("61.00")
        published = self.publish(hr, option_id)

        define("62.00", key="o2")

        assert api.list_rates(actor=hr, option_id=option_id) == (published,)

    def test_publishing_writes_what_1_8_changed(self, define, year, hr):
        option_id = define("61.00")
        models.PlanOption.objects.filter(pk=option_id).update(monthly_price="63.00")

        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)

        assert price(hr, 40, on=dt.date(2028, 2, 1), option_id=option_id) == gbp("63.00")

    def test_a_stale_table_is_listed(self, define, capsys):
        models.PlanOption.objects.filter(pk=define("61.00")).update(monthly_price="63.00")

        call_command("benefits_check_rates")

        assert "61.000 in its rate table, 63.000 as flat price" in capsys.readouterr().out

    def test_a_key_serves_one_name_and_one_reason(self, define, hr):
        option_id = define("61.00")
        self.publish(hr, option_id)

        with pytest.raises(IdempotencyConflict):
            define("61.00", name="Plus")
        with pytest.raises(IdempotencyConflict):
            self.publish(hr, option_id, reason="other")


class TestOldRows:
    def test_an_option_without_a_table_is_read_at_its_flat_price(self, seeded, hr):
        assert price(hr, 40, option_id=ids.ACME_CYCLE_STANDARD_2027) == gbp("25.00")

    def test_a_hole_in_old_rates_is_refused(self, seeded, hr):
        with pytest.raises(api.NoRateForAge, match="no rate for age 40"):
            price(hr, 40, on=dt.date(2026, 5, 1), option_id=ids.ACME_DENTAL_STANDARD_2026)

    def test_they_are_listed(self, seeded, capsys):
        call_command("benefits_check_rates")

        said = capsys.readouterr().out
        assert "no rate table, read at its flat price" in said
        assert "a hole at age 40" in said


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    @pytest.fixture
    def old(self):
        """
        What 2.0 finds: the rows of 1.8, and two tables as empty as 0002 makes them.
        """
        seed(dirty=True)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE benefits_app_ratetable, benefits_app_rateband")
        self.migrate([("benefits_app", "0002_rate_tables")])

    def migrate(self, targets=None):
        executor = MigrationExecutor(connection)
        executor.migrate(targets or executor.loader.graph.leaf_nodes())

    def test_gives_every_option_its_flat_price_as_one_band(self, old):
        self.migrate()

        for option in models.PlanOption.objects.all():
            (table,) = option.rate_tables.all()
            (only,) = table.bands.all()
            assert (only.age_from, only.age_to) == (0, 120)
            assert only.monthly_price == option.monthly_price

    def test_imported_prices_are_listed_afterwards(self, old, capsys):
        self.migrate()

        call_command("benefits_check_rates")

        assert "8.335 has more decimals than GBP" in capsys.readouterr().out

    def test_an_overlap_is_parted_and_listed(self, old, capsys):
        table_id = self.overlap()

        self.migrate()

        bands = models.RateBand.objects.filter(table_id=table_id)
        assert list(bands.values_list("age_from", "age_to")) == [(0, 39), (41, 50), (51, 120)]
        call_command("benefits_check_rates")
        assert "the band overlapped an earlier one" in capsys.readouterr().out

    def overlap(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)"
                " VALUES (gen_random_uuid(), %s, '2026-04-01', 'seeded') RETURNING id",
                [ids.ACME_DENTAL_STANDARD_2026],
            )
            (table_id,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO benefits_app_rateband (table_id, age_from, age_to, monthly_price)"
                " VALUES (%(t)s, 0, 39, 10), (%(t)s, 41, 50, 15), (%(t)s, 50, 120, 20),"
                " (%(t)s, 42, 45, 99)",
                {"t": table_id},
            )
        return table_id

    def test_a_killed_chunk_hides_no_table_from_the_constraint(self, old):
        for _ in range(13):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO benefits_app_ratetable (id, option_id, starts_on, reason)"
                    " SELECT gen_random_uuid(), option.id, '2027-01-01', ''"
                    " FROM benefits_app_planoption option"
                )
                transaction.set_rollback(True)

        self.migrate()

        for option in models.PlanOption.objects.all():
            with pytest.raises(IntegrityError), transaction.atomic():
                option.rate_tables.create(starts_on=option.plan.plan_year.starts_on)
