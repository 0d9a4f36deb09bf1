"""
Does the employer pay what the plan says, and the employee the rest to the penny?
"""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import Contribution, ContributionKind, ContributionScheme, Funding
from benefits_app.errors import ContributionBroken
from benefits_app.rules.contributions import require_sound, shares
from domain_kit.money import CurrencyMismatch, Money
from tests.rules.make import OTHER_OPTION, gbp


def percent(value: str, **fields) -> Contribution:
    fields = {"kind": ContributionKind.PERCENT, "percent": Decimal(value)} | fields
    return Contribution(**fields)


def fixed(amount: str, **fields) -> Contribution:
    return Contribution(kind=ContributionKind.FIXED, amount=gbp(amount), **fields)


def scheme(*rules: Contribution, minimum: str = "0") -> ContributionScheme:
    return ContributionScheme(contributions=rules, minimum_percent=Decimal(minimum))


def split(total, *rules, tier="", references=None, minimum="0"):
    found = shares(
        total=gbp(total),
        tier=tier,
        funding=Funding.NET_DEDUCTION,
        scheme=scheme(*rules, minimum=minimum),
        references=references or {},
    )
    return str(found.employer.amount), str(found.employee.amount)


class TestShares:
    def test_c_09_half_a_penny_stays_with_the_employee(self):
        assert split("85.01", percent("50")) == ("42.50", "42.51")

    def test_c_09_a_percentage_ends_at_its_cap(self):
        capped = percent("80", kind=ContributionKind.PERCENT_CAPPED, cap=gbp("350.00"))

        assert split("500.00", capped) == ("350.00", "150.00")

    def test_below_its_cap_it_is_the_percentage(self):
        capped = percent("80", kind=ContributionKind.PERCENT_CAPPED, cap=gbp("350.00"))

        assert split("100.00", capped) == ("80.00", "20.00")

    def test_c_09_a_share_of_a_dearer_reference_pays_no_more_than_the_price(self):
        rule = percent("70", kind=ContributionKind.REFERENCE, reference_option_id=OTHER_OPTION)

        assert split("180.00", rule, references={OTHER_OPTION: gbp("300.00")}) == (
            "180.00",
            "0.00",
        )

    def test_a_share_of_a_reference_is_of_its_price_and_not_of_the_own(self):
        rule = percent("70", kind=ContributionKind.REFERENCE, reference_option_id=OTHER_OPTION)

        assert split("500.00", rule, references={OTHER_OPTION: gbp("300.00")}) == (
            "210.00",
            "290.00",
        )

    def test_a_reference_without_a_price_is_refused(self):
        rule = percent("70", kind=ContributionKind.REFERENCE, reference_option_id=UUID(int=77))

        with pytest.raises(ContributionBroken, match="no price for the reference option"):
            split("180.00", rule)

    def test_a_fixed_part_is_no_more_than_the_price(self):
        assert split("30.00", fixed("40.00")) == ("30.00", "0.00")

    def test_the_tier_has_its_own_rule(self):
        rules = (fixed("40.00"), fixed("90.00", tier="family"))

        assert split("100.00", *rules, tier="family") == ("90.00", "10.00")
        assert split("100.00", *rules, tier="couple") == ("40.00", "60.00")

    def test_the_employer_pays_at_least_the_minimum(self):
        assert split("100.00", fixed("10.00"), minimum="50") == ("50.00", "50.00")
        assert split("100.00", minimum="50") == ("50.00", "50.00")

    @pytest.mark.parametrize(
        ("funding", "employer"),
        [
            (Funding.EMPLOYER_PAID, "60.00"),
            (Funding.ALLOWANCE, "60.00"),
            (Funding.SALARY_SACRIFICE, "0.00"),
            (Funding.NET_DEDUCTION, "0.00"),
        ],
    )
    def test_without_a_scheme_the_funding_decides(self, funding, employer):
        found = shares(total=gbp("60.00"), tier="", funding=funding, scheme=None, references={})

        assert found.employer == gbp(employer)

    def test_another_currency_is_refused(self):
        rule = Contribution(kind=ContributionKind.FIXED, amount=Money.of(5, "EUR"))

        with pytest.raises(CurrencyMismatch):
            split("60.00", rule)

    @given(
        minor=st.integers(0, 10**9),
        value=st.decimals(0, 100, places=3),
        currency=st.sampled_from(["GBP", "JPY", "KWD"]),
    )
    def test_both_parts_are_always_the_price(self, minor, value, currency):
        total = Money(minor=minor, currency=currency)

        found = shares(
            total=total,
            tier="",
            funding=Funding.NET_DEDUCTION,
            scheme=scheme(percent(str(value))),
            references={},
        )

        assert found.employer + found.employee == total
        assert found.employer.minor >= 0
        assert found.employee.minor >= 0


class TestRequireSound:
    @pytest.mark.parametrize(
        ("rules", "fault"),
        [
            ([percent("101")], "a percentage of 101"),
            ([percent("-1")], "a percentage of -1"),
            ([fixed("-0.01")], "below zero"),
            ([fixed("1.00"), percent("5")], "two rules for one tier"),
            ([percent("5", kind=ContributionKind.PERCENT_CAPPED)], "without cap"),
            ([Contribution(kind=ContributionKind.FIXED)], "without amount"),
            ([percent("5", kind=ContributionKind.REFERENCE)], "without reference_option_id"),
        ],
    )
    def test_names_the_fault(self, rules, fault):
        with pytest.raises(ContributionBroken, match=fault):
            require_sound(scheme(*rules))

    def test_accepts_a_rule_of_every_kind(self):
        require_sound(
            scheme(
                fixed("1.00"),
                percent("100", tier="a"),
                percent("5", kind=ContributionKind.PERCENT_CAPPED, cap=gbp("1.00"), tier="b"),
                percent(
                    "5",
                    kind=ContributionKind.REFERENCE,
                    reference_option_id=OTHER_OPTION,
                    tier="c",
                ),
            )
        )
