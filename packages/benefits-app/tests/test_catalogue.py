"""
Can a catalogue be defined, published and read, by those who may?
"""

import datetime as dt
import pickle
import uuid

import pytest
from django.core.management import call_command

from benefits_app import api, models
from benefits_app.testing import ids
from domain_kit.errors import IdempotencyConflict, RoleForbidden, TenantForbidden
from domain_kit.money import CurrencyMismatch, Money
from domain_kit.periods import Period
from tests.conftest import while_draft

FEBRUARY = dt.date(2027, 2, 10)
YEAR_2028 = Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31))
NOWHERE = uuid.UUID(int=0)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


class TestListOffers:
    def test_lists_the_published_options_of_the_year(self, seeded, employee):
        offers = api.list_offers(actor=employee, employer_id=ids.ACME, on=FEBRUARY)

        assert [(offer.benefit_code, str(offer.monthly_price)) for offer in offers] == [
            ("CYCLE", "25.00 GBP"),
            ("DENTAL", "12.50 GBP"),
            ("LIFE", "4.00 GBP"),
            ("OPTICS", "8.00 GBP"),
            ("MED", "60.00 GBP"),
        ]

    def test_is_closed_to_other_tenants(self, seeded, stranger):
        with pytest.raises(TenantForbidden):
            api.list_offers(actor=stranger, employer_id=ids.ACME, on=FEBRUARY)

    def test_is_a_command_too(self, seeded, capsys):
        call_command("benefits_offers", str(ids.ACME), "--on", "2027-02-10")

        assert "60.00 GBP" in capsys.readouterr().out

    def test_the_command_says_when_there_is_nothing(self, seeded, capsys):
        call_command("benefits_offers", str(ids.ACME), "--on", "2031-02-10")

        assert "Nothing is on offer" in capsys.readouterr().out


class TestQuote:
    def ask(self, actor, option_id, on=FEBRUARY):
        return api.quote(actor=actor, request=api.QuoteRequest(option_id=option_id, on=on))

    def test_answers_the_rate_of_everybody(self, seeded, employee):
        quoted = self.ask(employee, ids.ACME_MEDICAL_STANDARD_2027)

        assert quoted.total == gbp("60.00")
        assert quoted.plan_year == Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    def test_knows_only_the_options_of_the_actors_employers(self, seeded, stranger):
        with pytest.raises(api.OptionNotFound, match="Choose one that list_offers"):
            self.ask(stranger, ids.ACME_MEDICAL_STANDARD_2027)

    def test_refuses_a_day_outside_the_plan_year(self, seeded, employee):
        with pytest.raises(api.NotOfferedOn, match="2027-01-01 to 2027-12-31, not on 2028-01-01"):
            self.ask(employee, ids.ACME_MEDICAL_STANDARD_2027, dt.date(2028, 1, 1))

    def test_refuses_a_plan_nobody_can_choose(self, seeded, employee):
        option = models.PlanOption.objects.get(code="FREE")

        with pytest.raises(api.PlanNotPublished, match="is retired, not published"):
            self.ask(employee, option.id, dt.date(2026, 5, 1))

    def test_refuses_a_day_without_rates(self, seeded, employee):
        with while_draft(ids.ACME_MEDICAL_STANDARD_2027) as tables:
            tables.update(starts_on=dt.date(2027, 6, 1))

        with pytest.raises(api.NoRatesOn, match="has no rates on 2027-02-10"):
            self.ask(employee, ids.ACME_MEDICAL_STANDARD_2027)

    def test_an_option_without_rates_is_not_offered(self, seeded, employee):
        with while_draft(ids.ACME_MEDICAL_STANDARD_2027) as tables:
            tables.delete()

        offers = api.list_offers(actor=employee, employer_id=ids.ACME, on=FEBRUARY)

        assert "MED" not in {offer.benefit_code for offer in offers}


class TestDefine:
    @pytest.fixture
    def year(self, seeded, hr):
        return api.define_plan_year(
            actor=hr,
            idempotency_key="y",
            employer_id=ids.ACME,
            period=YEAR_2028,
        )

    def define_option(self, hr, year, key="o", price="61.00", currency="GBP"):
        return api.define_option(
            actor=hr,
            idempotency_key=key,
            benefit_id=ids.ACME_MEDICAL,
            plan_year_id=year.id,
            code="STD",
            name="Standard",
            monthly_price=Money.of(price, currency),
        )

    def test_an_option_is_offered_once_its_year_is_published(self, year, hr):
        self.define_option(hr, year)
        day = dt.date(2028, 2, 1)
        assert api.list_offers(actor=hr, employer_id=ids.ACME, on=day) == ()

        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)

        (offer,) = api.list_offers(actor=hr, employer_id=ids.ACME, on=day)
        assert offer.monthly_price == gbp("61.00")

    def test_a_draft_may_change_its_price(self, year, hr):
        self.define_option(hr, year)

        changed = self.define_option(hr, year, key="o2", price="62.00")

        assert changed.monthly_price == gbp("62.00")

    def test_a_published_price_stays(self, year, hr):
        self.define_option(hr, year)
        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)

        with pytest.raises(api.ImmutablePublished, match="Offer a new option"):
            self.define_option(hr, year, key="o2", price="62.00")

    def test_a_plan_has_one_currency(self, year, hr):
        self.define_option(hr, year)

        with pytest.raises(CurrencyMismatch):
            self.define_option(hr, year, key="o2", currency="EUR")

    def test_a_year_is_in_the_zone_that_the_host_tells(self, year):
        assert year.time_zone == "Europe/London"

    def test_a_zone_that_there_is_not_is_refused(self, seeded, hr):
        with pytest.raises(api.TimeZoneUnknown, match="Name one as IANA does"):
            api.define_plan_year(
                actor=hr,
                idempotency_key="y",
                employer_id=ids.ACME,
                period=YEAR_2028,
                time_zone="Europe/Londinium",
            )

    def test_plan_years_of_an_employer_never_overlap(self, year, hr):
        enclosing = Period.inclusive(dt.date(2027, 6, 1), dt.date(2029, 6, 1))

        with pytest.raises(api.PlanYearOverlaps, match="Start the new one after it ends"):
            api.define_plan_year(
                actor=hr,
                idempotency_key="y2",
                employer_id=ids.ACME,
                period=enclosing,
                time_zone="Europe/London",
            )

    def test_a_code_is_used_once(self, seeded, hr):
        with pytest.raises(api.BenefitCodeTaken, match="'MED'"):
            self.define_benefit(hr, "MED")

    def define_benefit(self, actor, code, key="b"):
        return api.define_benefit(
            actor=actor,
            idempotency_key=key,
            employer_id=ids.ACME,
            code=code,
            name="Eye care",
            category=api.Category.VISION,
            funding=api.Funding.ALLOWANCE,
        )

    def test_a_retry_defines_it_once(self, seeded, hr):
        assert self.define_benefit(hr, "EYE") == self.define_benefit(hr, "EYE")

    def test_a_key_serves_one_request(self, seeded, hr):
        self.define_benefit(hr, "EYE")

        with pytest.raises(IdempotencyConflict):
            self.define_benefit(hr, "EYES")

    def test_employees_define_nothing(self, seeded, employee):
        with pytest.raises(RoleForbidden):
            self.define_benefit(employee, "EYE")

    def test_a_retired_benefit_is_no_longer_offered(self, seeded, hr):
        retired = api.retire_benefit(actor=hr, idempotency_key="r", benefit_id=ids.ACME_CYCLE)

        assert retired.retired
        offers = api.list_offers(actor=hr, employer_id=ids.ACME, on=FEBRUARY)
        assert "CYCLE" not in {offer.benefit_code for offer in offers}

    @pytest.mark.parametrize(
        ("call", "refusal"),
        [
            (
                lambda a: api.retire_benefit(actor=a, idempotency_key="k", benefit_id=NOWHERE),
                api.BenefitNotFound,
            ),
            (
                lambda a: api.publish_plan_year(actor=a, idempotency_key="k", plan_year_id=NOWHERE),
                api.PlanYearNotFound,
            ),
            (
                lambda a: api.open_window(
                    actor=a,
                    idempotency_key="k",
                    plan_year_id=NOWHERE,
                    kind="annual",
                    opens_on=FEBRUARY,
                    closes_on=FEBRUARY,
                ),
                api.PlanYearNotFound,
            ),
            (
                lambda a: api.define_option(
                    actor=a,
                    idempotency_key="k",
                    benefit_id=NOWHERE,
                    plan_year_id=NOWHERE,
                    code="S",
                    name="S",
                    monthly_price=gbp("1.00"),
                ),
                api.BenefitNotFound,
            ),
            (
                lambda a: api.define_option(
                    actor=a,
                    idempotency_key="k",
                    benefit_id=ids.ACME_CYCLE,
                    plan_year_id=NOWHERE,
                    code="S",
                    name="S",
                    monthly_price=gbp("1.00"),
                ),
                api.PlanYearNotFound,
            ),
        ],
    )
    def test_what_is_not_there_is_named(self, seeded, hr, call, refusal):
        with pytest.raises(refusal, match=str(NOWHERE)):
            call(hr)

    def test_a_plan_year_ends(self, seeded, hr):
        with pytest.raises(ValueError, match="last day"):
            api.define_plan_year(
                actor=hr,
                idempotency_key="y",
                employer_id=ids.ACME,
                period=Period(start=dt.date(2028, 1, 1), end=None),
                time_zone="Europe/London",
            )


@pytest.mark.parametrize(
    "refusal",
    [
        api.OptionNotFound(NOWHERE),
        api.PlanNotPublished(NOWHERE, "draft"),
        api.NotOfferedOn(NOWHERE, FEBRUARY, "2027"),
        api.WindowOnlyMovesLater(FEBRUARY),
        api.WindowNotFound(NOWHERE),
        api.BenefitCodeTaken(NOWHERE, "MED"),
        api.BenefitNotFound(NOWHERE),
        api.PlanYearNotFound(NOWHERE),
        api.PlanYearOverlaps(NOWHERE, "2027"),
        api.ImmutablePublished(NOWHERE),
        api.NoRateForAge(NOWHERE, 40),
        api.RateBandsBroken(NOWHERE, "a hole at age 40"),
        api.RateTableOverlap(NOWHERE, FEBRUARY),
    ],
)
def test_refusals_survive_a_trip_between_processes(refusal):
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)
