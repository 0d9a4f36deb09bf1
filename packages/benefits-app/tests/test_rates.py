"""
Do rates by age apply as published, and does every old option get its table?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from benefits_app import api, models
from benefits_app.rules.rates import require_whole
from benefits_app.testing import ids
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import CurrencyMismatch, Money
from domain_kit.operations import RowsInTheWay
from domain_kit.periods import Period
from tests.conftest import while_draft
from tests.migrating import OPTION as OLD
from tests.migrating import execute, insert_option, insert_table, migrate, start_at

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
    born_on = None if age is None else dt.date(on.year - age, 1, 1)
    me = api.Person(key="", relationship="self", born_on=born_on)
    request = api.QuoteRequest(option_id=option_id, on=on, people=(me,))
    return api.quote(actor=actor, request=request).total


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

    def test_a_key_serves_one_name_and_one_reason(self, define, hr):
        option_id = define("61.00")
        self.publish(hr, option_id)

        with pytest.raises(IdempotencyConflict):
            define("61.00", name="Plus")
        with pytest.raises(IdempotencyConflict):
            self.publish(hr, option_id, reason="other")


class TestOldRows:
    def test_a_hole_in_old_rates_is_refused(self, seeded, hr):
        with pytest.raises(api.NoRateForAge, match="no rate for age 40"):
            price(hr, 40, on=dt.date(2026, 5, 1), option_id=ids.ACME_DENTAL_STANDARD_2026)

    def test_they_are_listed(self, seeded, capsys):
        with while_draft(ids.ACME_CYCLE_STANDARD_2027) as tables:
            tables.delete()

        call_command("benefits_check_rates")

        said = capsys.readouterr().out
        assert "no rate table, so nobody can choose it" in said
        assert "a hole at age 40" in said
        assert "8.335 has more decimals than GBP" in said


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    """
    From what older releases wrote, in their own columns.
    """

    def bands(self, option_id=OLD):
        rows = models.RateBand.objects.filter(table__option_id=option_id)
        return [(band.age_from, band.age_to, str(band.amount)) for band in rows]

    def test_an_option_of_1_8_has_its_flat_price_as_one_rate(self):
        start_at("0002_rate_tables")
        insert_option("8.335")

        migrate()

        assert self.bands() == [(0, 120, "8.335000")]

    def test_rates_by_age_keep_their_amounts(self):
        start_at("0004_rebuild_rate_table_index")
        insert_option("60.00")
        insert_table((0, 39, "50.00"), (40, 120, "75.00"))

        migrate()

        assert self.bands() == [(0, 39, "50.000000"), (40, 120, "75.000000")]

    def test_an_overlap_is_parted_and_listed(self, capsys):
        start_at("0004_rebuild_rate_table_index")
        insert_option("60.00")
        insert_table((0, 39, "10"), (41, 50, "15"), (50, 120, "20"), (42, 45, "99"))

        migrate()

        assert [band[:2] for band in self.bands()] == [(0, 39), (41, 50), (51, 120)]
        call_command("benefits_check_rates")
        assert "the band overlapped an earlier one" in capsys.readouterr().out

    def test_two_overlaps_that_meet_are_parted(self):
        start_at("0004_rebuild_rate_table_index")
        insert_option("60.00")
        insert_table((0, 50, "10"), (40, 60, "15"), (51, 120, "20"))

        migrate()

        assert [band[:2] for band in self.bands()] == [(0, 50), (51, 60), (61, 120)]

    def test_2_0_beside_this_release_keeps_the_amount_in_step(self):
        start_at("0016_bands_by_group")
        insert_option("60.00")
        insert_table((0, 120, "60.00"), reason="flat price")
        execute("UPDATE benefits_app_rateband SET monthly_price = 62")

        assert execute("SELECT amount FROM benefits_app_rateband") == [(62,)]
        migrate()

    def test_an_option_of_1_8_after_the_upgrade_gets_its_rates_and_is_listed(self, capsys):
        start_at("0025_fill_window_days")
        insert_option("25.00")

        migrate()

        assert self.bands() == [(0, 120, "25.000000")]
        call_command("benefits_check_rates")
        assert "the option had no rate table" in capsys.readouterr().out

    def test_a_flat_price_that_nobody_read_is_kept_in_the_list(self):
        start_at("0025_fill_window_days")
        insert_option("63.00")
        insert_table((0, 120, "61.00"), reason="flat price")

        migrate()

        (repair,) = models.Repair.objects.all()
        assert (repair.before, repair.after) == (
            {"monthly_price": "63.000"},
            {"amount": "61.000000"},
        )

    def test_an_option_without_rates_in_its_year_stops_it(self):
        start_at("0026_rates_of_every_option")
        insert_option("25.00")

        with pytest.raises(RowsInTheWay, match="benefits_check_rates"):
            migrate()

        insert_table((0, 120, "25.00"))
        migrate()

    def test_there_is_no_way_back(self):
        with pytest.raises(IrreversibleError, match=r"No way back below 3\.0\.0"):
            MigrationExecutor(connection).migrate([("benefits_app", "0025_fill_window_days")])

    def test_a_killed_chunk_hides_no_table_from_the_constraint(self):
        start_at("0002_rate_tables")
        insert_option("60.00")
        for _ in range(13):
            with transaction.atomic():
                insert_table()
                transaction.set_rollback(True)

        migrate()

        with pytest.raises(IntegrityError), transaction.atomic():
            models.RateTable.objects.create(option_id=OLD, starts_on=MAY)
