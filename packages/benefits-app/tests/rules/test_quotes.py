"""
Does a quote add up, follow the plan's terms, and change its seal exactly when the offer changes?
"""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import (
    AgePolicy,
    Basis,
    BillingMode,
    Contribution,
    ContributionKind,
    ContributionScheme,
    CoverTerms,
    Funding,
    PlanTerms,
)
from benefits_app.errors import BirthDateNeeded, MembersOutOfLimits, NoTier, NotOfferedOn
from benefits_app.rules.quotes import quote
from domain_kit.periods import Period
from tests.rules.make import (
    FOUR_TIERS,
    MAP,
    MAY,
    OTHER_OPTION,
    amounts,
    band,
    gbp,
    option,
    person,
    rates,
    request,
)

LIFE = (band("0.08", 0, 39), band("0.12", 40, 120))
COVER = gbp("200000.00")
FORTY_IN_JUNE = person(born="1987-06-16")
CHILD = person("a", born="2015-03-01")
TIERED = option(
    band("1000.01", group="family"),
    band("400.00"),
    basis=Basis.PER_TIER,
    relationships=MAP,
    tiers=FOUR_TIERS,
)


def ask(priced, *people, **fields):
    return quote(option=priced, request=request(*people, **fields))


class TestQuotePerEnrolment:
    def test_is_the_same_for_anybody(self):
        found = ask(option(band("60.00")))

        assert (found.total, found.tier, amounts(found.lines)) == (gbp("60.00"), "", ["60.00"])

    def test_needs_no_age_where_all_ages_cost_the_same(self):
        assert ask(option(band("60.00", 0, 39), band("60.00", 40, 120))).lines[0].age is None

    def test_names_the_employee_whose_age_is_needed(self):
        with pytest.raises(BirthDateNeeded, match="age of the employee"):
            ask(option(*LIFE))

    def test_is_by_the_age_of_the_employee_and_not_of_the_child(self):
        found = ask(option(*LIFE), FORTY_IN_JUNE, CHILD)

        assert found.total == gbp("0.08")
        assert [line.age for line in found.lines] == [39, None]


class TestQuotePerTier:
    def test_c_08_the_employee_has_the_residue(self):
        found = ask(TIERED, CHILD, person("s", "spouse"), person())

        assert found.tier == "family"
        assert [line.key for line in found.lines] == ["", "a", "s"]
        assert amounts(found.lines) == ["333.35", "333.33", "333.33"]

    def test_a_tier_without_a_rate_of_its_own_has_that_for_all(self):
        found = ask(TIERED, CHILD)

        assert (found.tier, found.total) == ("children", gbp("400.00"))

    def test_a_household_without_a_tier_is_refused(self):
        with pytest.raises(NoTier, match="2 spouse"):
            ask(TIERED, person("s", "spouse"), person("t", "spouse"))


class TestQuotePerMember:
    CHILDREN = tuple(
        person(key, born=f"{2026 - age}-06-01")
        for key, age in zip("abcde", (22, 20, 18, 15, 12), strict=True)
    )
    MEDICAL = option(
        band("100.00", group="self"), band("30.00", group="child"), basis=Basis.PER_MEMBER
    )

    def test_each_pays_its_own(self):
        found = ask(self.MEDICAL, *self.CHILDREN)

        assert found.total == gbp("250.00")

    def test_c_07_in_a_list_bill_the_fourth_under_21_is_free(self):
        terms = PlanTerms(billing_mode=BillingMode.LIST)

        found = ask(dataclasses.replace(self.MEDICAL, terms=terms), *self.CHILDREN)

        assert amounts(found.lines) == ["100.00", "30.00", "30.00", "30.00", "30.00", "0.00"]
        assert found.total == gbp("220.00")

    def test_in_a_list_bill_the_ages_of_four_children_are_needed(self):
        terms = PlanTerms(billing_mode=BillingMode.LIST)

        with pytest.raises(BirthDateNeeded, match="'d'"):
            ask(
                dataclasses.replace(self.MEDICAL, terms=terms),
                *self.CHILDREN[:3],
                person("d"),
            )

    def test_each_has_its_own_age(self):
        found = ask(option(*LIFE, basis=Basis.PER_MEMBER), FORTY_IN_JUNE, CHILD)

        assert [line.age for line in found.lines] == [39, 12]


class TestQuotePerThousandOfCover:
    @pytest.mark.parametrize(
        ("policy", "june", "july"),
        [
            (AgePolicy.FROZEN, "16.00", "16.00"),
            (AgePolicy.FIRST_OF_MONTH, "16.00", "24.00"),
            (AgePolicy.ON_BIRTHDAY, "24.00", "24.00"),
            (AgePolicy.ON_PLAN_OR_TIER_CHANGE, "16.00", "16.00"),
        ],
    )
    def test_c_06_is_by_the_age_that_the_policy_counts(self, policy, june, july):
        life = option(*LIFE, basis=Basis.PER_1000, terms=PlanTerms(age_policy=policy))

        found = [
            ask(life, FORTY_IN_JUNE, on=on, cover=COVER, priced_on=dt.date(2027, 1, 1)).total
            for on in (dt.date(2027, 6, 16), dt.date(2027, 7, 1))
        ]

        assert found == [gbp(june), gbp(july)]

    @pytest.mark.parametrize(("cover", "price"), [("250000.00", "25.00"), ("360000.00", "36.00")])
    def test_c_18_guaranteed_and_whole_cover_have_their_price(self, cover, price):
        life = option(
            band("0.10"), basis=Basis.PER_1000, cover=CoverTerms(guaranteed=gbp("250000.00"))
        )

        found = ask(life, cover=gbp(cover))

        assert found.total == gbp(price)
        assert found.guaranteed == gbp("250000.00")

    def test_is_rounded_once(self):
        life = option(band("0.123456"), basis=Basis.PER_1000)

        assert ask(life, cover=gbp("123450.00")).total == gbp("15.24")


class TestQuoteShares:
    def test_c_09_are_the_total_by_subtraction(self):
        half = ContributionScheme(
            contributions=(Contribution(kind=ContributionKind.PERCENT, percent=Decimal(50)),)
        )

        found = ask(option(band("85.01"), scheme=half))

        assert (found.employer, found.employee) == (gbp("42.50"), gbp("42.51"))

    def test_c_09_refer_to_the_price_of_another_option_for_the_same_people(self):
        rule = Contribution(
            kind=ContributionKind.REFERENCE,
            percent=Decimal(70),
            reference_option_id=OTHER_OPTION,
        )
        reference = option(
            band("300.00", group="child"),
            band("0.00", group="self"),
            basis=Basis.PER_MEMBER,
            option_id=OTHER_OPTION,
        )

        found = ask(
            option(
                band("180.00"),
                scheme=ContributionScheme(contributions=(rule,)),
                references=(reference,),
            ),
            CHILD,
        )

        assert (found.employer, found.employee) == (gbp("180.00"), gbp("0.00"))


class TestQuoteRefusals:
    @pytest.mark.parametrize("on", [dt.date(2026, 12, 31), dt.date(2028, 1, 1)])
    def test_a_day_outside_the_plan_year(self, on):
        with pytest.raises(NotOfferedOn):
            ask(option(band("1")), on=on)

    @pytest.mark.parametrize(("low", "high"), [(3, None), (None, 1)])
    def test_too_few_and_too_many_members(self, low, high):
        terms = PlanTerms(min_members=low, max_members=high)

        with pytest.raises(MembersOutOfLimits, match="not 2"):
            ask(option(band("1"), terms=terms), CHILD)


class TestValidUntil:
    def test_is_the_end_of_the_plan_year_where_nothing_changes(self):
        assert ask(option(band("1")), FORTY_IN_JUNE).valid_until == dt.date(2027, 12, 31)

    def test_is_the_end_of_the_rates(self):
        until_july = dataclasses.replace(
            rates(band("1")), period=Period(start=MAY, end=dt.date(2027, 8, 1))
        )

        assert ask(option(rates=until_july)).valid_until == dt.date(2027, 7, 31)

    @pytest.mark.parametrize(
        ("policy", "last"),
        [
            (AgePolicy.FIRST_OF_MONTH, dt.date(2027, 6, 30)),
            (AgePolicy.ON_BIRTHDAY, dt.date(2027, 6, 15)),
            (AgePolicy.FROZEN, dt.date(2027, 12, 31)),
            (AgePolicy.ON_PLAN_OR_TIER_CHANGE, dt.date(2027, 12, 31)),
        ],
    )
    def test_is_the_day_before_another_age_costs_more(self, policy, last):
        found = ask(option(*LIFE, terms=PlanTerms(age_policy=policy)), FORTY_IN_JUNE)

        assert found.valid_until == last

    def test_another_age_at_the_same_price_is_no_matter(self):
        found = ask(option(*LIFE), person(born="1980-06-16"))

        assert found.valid_until == dt.date(2027, 12, 31)

    def test_is_the_end_of_the_month_in_which_a_child_leaves_the_household(self):
        found = ask(TIERED, person("a", born="2001-06-10"))

        assert found.valid_until == dt.date(2027, 6, 30)

    def test_in_the_last_days_of_the_year_is_its_end(self):
        found = ask(option(*LIFE), FORTY_IN_JUNE, on=dt.date(2027, 12, 31))

        assert found.valid_until == dt.date(2027, 12, 31)


class TestHash:
    def test_c_11_is_the_same_for_the_same_offer(self):
        assert ask(TIERED, CHILD).hash == ask(TIERED, CHILD).hash

    def test_names_and_the_table_do_not_matter(self):
        renamed = dataclasses.replace(
            TIERED,
            option_name="Gold",
            rates=dataclasses.replace(TIERED.rates, table_id=OTHER_OPTION),
        )

        assert ask(renamed, CHILD).hash == ask(TIERED, CHILD).hash

    @pytest.mark.parametrize(
        "other",
        [
            {"rates": rates(band("400.01"), basis=Basis.PER_TIER)},
            {"rates": rates(band("400.00"), basis=Basis.PER_TIER, currency="EUR")},
            {"funding": Funding.SALARY_SACRIFICE},
            {"option_id": OTHER_OPTION},
            {"scheme": ContributionScheme(contributions=(), minimum_percent=Decimal(1))},
        ],
        ids=["price", "currency", "funding", "option", "shares"],
    )
    def test_c_11_another_offer_has_another(self, other):
        assert ask(dataclasses.replace(TIERED, **other), CHILD).hash != ask(TIERED, CHILD).hash

    def test_c_11_another_day_or_another_person_has_another(self):
        seals = {
            ask(TIERED, CHILD).hash,
            ask(TIERED, CHILD, on=dt.date(2027, 5, 2)).hash,
            ask(TIERED, dataclasses.replace(CHILD, key="b")).hash,
            ask(TIERED).hash,
        }

        assert len(seals) == 4

    def test_another_cover_at_no_price_has_another(self):
        life = option(band("0"), basis=Basis.PER_1000)

        assert ask(life, cover=COVER).hash != ask(life, cover=COVER * 2).hash

    def test_is_sha_256_in_hexadecimal(self):
        assert len(bytes.fromhex(ask(TIERED).hash)) == 32


class TestAnyQuote:
    @given(
        amount=st.decimals(0, 100000, places=6),
        basis=st.sampled_from(Basis),
        children=st.integers(0, 6),
        currency=st.sampled_from(["GBP", "JPY", "KWD"]),
    )
    def test_has_lines_and_shares_that_add_up(self, amount, basis, children, currency):
        table = rates(band(str(amount)), basis=basis, currency=currency)
        cover = gbp("1234.00") if basis is Basis.PER_1000 else None
        if cover:
            cover = dataclasses.replace(cover, currency=currency)
        people = [person(str(n), born=f"{2005 + n}-02-28") for n in range(children)]

        found = ask(option(rates=table), *people, cover=cover)

        assert sum(line.amount.minor for line in found.lines) == found.total.minor
        assert found.employer + found.employee == found.total
        assert len(found.lines) == children + 1
