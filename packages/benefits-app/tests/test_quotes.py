"""
Does a quote say what each member costs and who pays it, however many are asked for at once?
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benefits_app import api, models
from benefits_app.testing import builders, ids
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.conftest import while_draft

FEBRUARY = dt.date(2027, 2, 1)
MEDICAL, DENTAL, OPTICS, LIFE = (
    ids.ACME_MEDICAL_STANDARD_2027,
    ids.ACME_DENTAL_STANDARD_2027,
    ids.ACME_VISION_STANDARD_2027,
    ids.ACME_LIFE_STANDARD_2027,
)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def me(born_on: dt.date | None = dt.date(1987, 6, 16)) -> api.Person:
    return api.Person(key="", relationship="self", born_on=born_on)


def child(key: str, year: int) -> api.Person:
    return api.Person(key=key, relationship="child", born_on=dt.date(year, 1, 1))


def ask(actor, option_id, *people, on=FEBRUARY, cover=None):
    request = api.QuoteRequest(option_id=option_id, on=on, people=people, cover=cover)
    return api.quote(actor=actor, request=request)


class TestQuote:
    def test_c_11_new_rates_are_the_price_from_their_day_on(self, seeded, hr):
        api.publish_rates(
            actor=hr,
            idempotency_key="r",
            option_id=MEDICAL,
            starts_on=dt.date(2027, 2, 15),
            bands=[api.Band(age_from=0, age_to=120, monthly=gbp("90.00"))],
            reason="new",
        )

        before, after = ask(hr, MEDICAL), ask(hr, MEDICAL, on=dt.date(2027, 3, 1))

        assert (before.total, after.total) == (gbp("60.00"), gbp("90.00"))
        assert before.valid_until == dt.date(2027, 2, 14)
        assert before.hash != after.hash

    def test_c_11_the_same_offer_has_the_same_hash(self, seeded, hr, employee):
        assert ask(hr, OPTICS, me()).hash == ask(employee, OPTICS, me()).hash

    def test_c_08_a_tier_price_is_split_and_the_employee_has_the_residue(self, seeded, hr):
        found = ask(hr, OPTICS, me(), child("a", 2010), child("b", 2012))

        assert (found.tier, found.total) == ("family", gbp("21.01"))
        assert [line.amount for line in found.lines] == [gbp("7.01"), gbp("7.00"), gbp("7.00")]

    def test_c_09_the_employer_pays_a_part_up_to_a_cap(self, seeded, hr):
        alone, family = ask(hr, OPTICS, me()), ask(hr, OPTICS, me(), child("a", 2010))

        assert (alone.employer, alone.employee) == (gbp("6.40"), gbp("1.60"))
        assert (family.employer, family.employee) == (gbp("12.00"), gbp("9.01"))

    def test_c_18_the_guaranteed_part_of_a_cover_is_told(self, seeded, hr):
        found = ask(hr, LIFE, me(), cover=gbp("360000.00"))

        assert found.guaranteed == gbp("250000.00")

    @pytest.mark.parametrize(
        ("on", "expected"), [(dt.date(2027, 6, 15), "16.00"), (dt.date(2027, 6, 16), "24.69")]
    )
    def test_c_06_a_rate_for_a_thousand_is_rounded_once(self, seeded, hr, on, expected):
        assert ask(hr, LIFE, me(), cover=gbp("200000.00"), on=on).total == gbp(expected)

    def test_c_07_the_three_oldest_children_pay(self, seeded, hr):
        option = self.list_bill(hr)

        found = ask(
            hr,
            option,
            me(),
            *(child(str(2027 - age), 2027 - age) for age in (22, 20, 18, 15, 12)),
        )

        assert [line.amount.minor for line in found.lines] == [1000, 1000, 1000, 1000, 1000, 0]

    def list_bill(self, hr):
        benefit = builders.build_benefit()
        year = builders.build_plan_year()
        plan = api.define_plan_terms(
            actor=hr,
            idempotency_key="t",
            benefit_id=benefit.id,
            plan_year_id=year.id,
            currency="GBP",
            terms=api.PlanTerms(billing_mode=api.BillingMode.LIST),
        )
        offer = api.define_option(
            actor=hr,
            idempotency_key="o",
            benefit_id=benefit.id,
            plan_year_id=year.id,
            code="STD",
            name="Standard",
            monthly_price=gbp("10.00"),
        )
        assert offer.plan_id == plan.id
        api.publish_rates(
            actor=hr,
            idempotency_key="r",
            option_id=offer.option_id,
            starts_on=year.starts_on,
            basis=api.Basis.PER_MEMBER,
            bands=[api.RateBand(age_from=0, age_to=120, amount=Decimal(10))],
            reason="list bill",
        )
        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)
        return offer.option_id

    def test_a_missing_birth_date_is_refused_by_name(self, seeded, hr):
        with pytest.raises(api.BirthDateNeeded) as refusal:
            ask(hr, LIFE, me(born_on=None), cover=gbp("200000.00"))

        assert refusal.value.key == ""

    def test_a_cover_in_another_currency_is_not_offered(self, seeded, hr):
        with pytest.raises(api.CoverNotOffered):
            ask(hr, LIFE, me(), cover=Money.of("200000", "JPY"))

    @pytest.mark.parametrize(
        ("option", "price"),
        [
            (ids.GLOBEX_WELLBEING_STANDARD_2027, "9800 JPY"),
            (ids.GLOBEX_PENSION_STANDARD_2027, "12.345 KWD"),
        ],
    )
    def test_any_currency_keeps_its_decimals(self, seeded, stranger, option, price):
        assert str(ask(stranger, option).total) == price

    def test_is_one_statement(self, seeded, hr, django_assert_num_queries):
        with django_assert_num_queries(1):
            ask(hr, OPTICS, me(), child("a", 2010))

    def test_a_reference_option_decides_what_the_employer_pays(self, seeded, hr):
        plan = models.Plan.objects.get(pk=ids.ACME_VISION_PLAN_2027)
        plan.contributions.update(
            kind="reference", percent=70, cap=None, reference_option_id=DENTAL
        )

        found = ask(hr, OPTICS, me(), child("a", 2010))

        assert (found.employer, found.employee) == (gbp("8.75"), gbp("12.26"))

    def test_a_reference_option_without_rates_is_refused(self, seeded, hr):
        plan = models.Plan.objects.get(pk=ids.ACME_VISION_PLAN_2027)
        plan.contributions.update(
            kind="reference", percent=70, cap=None, reference_option_id=DENTAL
        )
        with while_draft(DENTAL) as tables:
            tables.delete()

        with pytest.raises(api.ContributionBroken, match="no price for the reference option"):
            ask(hr, OPTICS, me())

    def test_strangers_know_no_option(self, seeded, stranger):
        with pytest.raises(api.OptionNotFound):
            ask(stranger, MEDICAL)


class TestQuoteMany:
    def requests(self, count):
        options = (MEDICAL, OPTICS, ids.ACME_DENTAL_STANDARD_2027)
        return [
            api.QuoteRequest(
                option_id=options[number % 3],
                on=FEBRUARY + dt.timedelta(days=number % 28),
                people=(me(), child("a", 2000 + number % 20)),
            )
            for number in range(count)
        ]

    def statements(self, actor, count):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            api.quote_many(actor=actor, requests=self.requests(count))
        return len(asked)

    def test_the_number_of_statements_does_not_grow(self, seeded, hr):
        assert self.statements(hr, 3) == self.statements(hr, 300) <= 8

    def test_answers_in_the_order_of_the_requests_refusals_too(self, seeded, hr):
        wrong = api.QuoteRequest(option_id=ids.GLOBEX_MEDICAL_STANDARD_2027, on=FEBRUARY)
        right = api.QuoteRequest(option_id=MEDICAL, on=FEBRUARY)

        first, second = api.quote_many(actor=hr, requests=[wrong, right])

        assert isinstance(first, api.OptionNotFound)
        assert second == api.quote(actor=hr, request=right)


class TestOffers:
    def facts(self, **changes):
        known = {"employee_id": "1", "employer_id": ids.ACME, "hired_on": dt.date(2020, 1, 1)}
        return api.EmployeeFacts(**known, **changes)

    def test_leaves_out_what_somebody_may_not_have(self, seeded, employee):
        facts = self.facts(fte=Decimal("0.4"), grade="B", born_on=dt.date(1987, 6, 16))

        offers = api.list_offers(actor=employee, employer_id=ids.ACME, on=FEBRUARY, facts=facts)

        assert "MED" not in {offer.benefit_code for offer in offers}
        assert "DENTAL" in {offer.benefit_code for offer in offers}

    def test_shows_the_price_of_these_people_and_who_pays(self, seeded, employee):
        offers = api.list_offers(
            actor=employee, employer_id=ids.ACME, on=FEBRUARY, people=[me(), child("a", 2010)]
        )

        optics = next(offer for offer in offers if offer.option_id == OPTICS)
        assert (optics.monthly_price, optics.employee) == (gbp("21.01"), gbp("9.01"))

    def test_are_one_statement(self, seeded, employee, django_assert_num_queries):
        with django_assert_num_queries(1):
            api.list_offers(
                actor=employee, employer_id=ids.ACME, on=FEBRUARY, people=[me(), child("a", 2010)]
            )

    def test_a_reference_option_decides_what_the_employer_pays(self, seeded, employee):
        plan = models.Plan.objects.get(pk=ids.ACME_VISION_PLAN_2027)
        plan.contributions.update(
            kind="reference", percent=70, cap=None, reference_option_id=DENTAL
        )

        offers = api.list_offers(actor=employee, employer_id=ids.ACME, on=FEBRUARY, people=[me()])

        optics = next(offer for offer in offers if offer.option_id == OPTICS)
        assert optics.employer == gbp("8.00")

    def test_says_why_there_is_no_price(self, seeded, employee):
        offers = api.list_offers(actor=employee, employer_id=ids.ACME, on=FEBRUARY, people=[me()])

        life = next(offer for offer in offers if offer.option_id == LIFE)
        assert "Choose an amount of cover" in life.refusal


class TestPreview:
    def test_quotes_the_drafts_of_a_year(self, db, hr):
        year = api.define_plan_year(
            actor=hr,
            idempotency_key="y",
            employer_id=ids.ACME,
            period=Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31)),
            time_zone="Europe/London",
        )
        option = api.define_option(
            actor=hr,
            idempotency_key="o",
            benefit_id=builders.build_benefit().id,
            plan_year_id=year.id,
            code="STD",
            name="Standard",
            monthly_price=gbp("61.00"),
        )

        (quoted,) = api.preview_rates(actor=hr, plan_year_id=year.id, people=[me()])

        assert isinstance(quoted, api.Quote)
        assert (quoted.option_id, quoted.total) == (option.option_id, gbp("61.00"))
