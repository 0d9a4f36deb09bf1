"""
Is a plan year offered again as its mapping says, and does everybody get older on their day?
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benefits_app import api, models
from benefits_app.testing import builders, ids
from domain_kit.money import Money
from domain_kit.periods import Period

YEAR_2028 = Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31))
MEDICAL, DENTAL, OPTICS = (
    ids.ACME_MEDICAL_STANDARD_2027,
    ids.ACME_DENTAL_STANDARD_2027,
    ids.ACME_VISION_STANDARD_2027,
)
BORN = dt.date(1987, 6, 16)


def follows(option_id, becomes):
    return api.OptionMapping(option_id=option_id, becomes=becomes)


def renew(hr, *mapping, key="renew"):
    return api.renew_plan_year(
        actor=hr,
        idempotency_key=key,
        plan_year_id=ids.ACME_2027,
        period=YEAR_2028,
        mapping=mapping,
    )


def successor(hr, option_id):
    found = api.successors(actor=hr, plan_year_id=ids.ACME_2027)
    return {each.option_id: each.successor_id for each in found}[option_id]


class TestRenewPlanYear:
    def test_c_24_an_option_is_followed_by_its_copy(self, seeded, hr):
        year = renew(hr, follows(OPTICS, OPTICS))
        api.publish_plan_year(actor=hr, idempotency_key="p", plan_year_id=year.id)

        child = api.Person(key="a", relationship="child", born_on=dt.date(2015, 1, 1))
        request = api.QuoteRequest(
            option_id=successor(hr, OPTICS), on=dt.date(2028, 2, 1), people=(child,)
        )
        quoted = api.quote(actor=hr, request=request)

        assert (quoted.tier, quoted.plan_year) == ("family", YEAR_2028)
        assert quoted.employer == Money.of("12.00", "GBP")

    def test_c_24_without_a_successor_people_must_choose(self, seeded, hr):
        renew(hr, follows(DENTAL, None))

        assert successor(hr, DENTAL) is None
        assert successor(hr, MEDICAL) is None

    def test_copies_are_drafts(self, seeded, hr):
        year = renew(hr, follows(MEDICAL, MEDICAL))

        options = api.list_options(actor=hr, plan_year_id=year.id)

        assert {option.status for option in options} == {api.PlanStatus.DRAFT}

    def test_the_last_rates_come_along_and_the_old_ones_stay(self, seeded, hr):
        renew(hr, follows(MEDICAL, MEDICAL))

        (table,) = api.list_rates(actor=hr, option_id=successor(hr, MEDICAL))

        assert (table.period.start, table.reason) == (
            YEAR_2028.start,
            "renewal of 2027-01-01 to 2027-12-31",
        )
        assert len(api.list_rates(actor=hr, option_id=MEDICAL)) == 1

    def test_a_retry_renews_once(self, seeded, hr):
        assert renew(hr, follows(MEDICAL, MEDICAL)) == renew(hr, follows(MEDICAL, MEDICAL))

    def test_an_option_of_another_year_is_refused(self, seeded, hr):
        with pytest.raises(api.RenewalMappingBroken):
            renew(hr, follows(ids.ACME_MEDICAL_STANDARD_2026, None))

        assert not models.PlanYear.objects.filter(starts_on=YEAR_2028.start).exists()

    def test_the_number_of_statements_does_not_grow(self, seeded, stranger):
        few = self.statements(stranger, ids.GLOBEX_2026, 2028)
        for _ in range(20):
            builders.build_option(benefit=builders.build_benefit(employer_id=ids.GLOBEX))

        assert self.statements(stranger, ids.GLOBEX_2027, 2029) == few

    def statements(self, actor, plan_year_id, year):
        with CaptureQueriesContext(connection) as asked:
            api.renew_plan_year(
                actor=actor,
                idempotency_key=f"renew {year}",
                plan_year_id=plan_year_id,
                period=Period.inclusive(dt.date(year, 1, 1), dt.date(year, 12, 31)),
                mapping=(),
            )
        return len(asked)


class TestAgeBandChanges:
    def find(self, hr, first, last, *people):
        return api.age_band_changes(
            actor=hr, employer_id=ids.ACME, first=first, last=last, people=people
        )

    def test_c_06_tells_the_day_and_both_amounts(self, seeded, hr):
        me = api.Person(key="ada", relationship="self", born_on=BORN)

        (change,) = self.find(hr, dt.date(2027, 1, 1), dt.date(2027, 12, 31), me)

        assert (change.key, change.option_id, change.on) == (
            "ada",
            ids.ACME_LIFE_STANDARD_2027,
            dt.date(2027, 6, 16),
        )
        assert (str(change.before.amount), str(change.after.amount)) == ("0.080000", "0.123456")

    def test_is_closed_to_other_tenants(self, seeded, stranger):
        with pytest.raises(Exception, match="does not act for employer"):
            self.find(stranger, dt.date(2027, 1, 1), dt.date(2027, 12, 31))
