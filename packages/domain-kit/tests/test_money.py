"""
Is money exact, and does a divided amount always add up?
"""

from decimal import Decimal
from fractions import Fraction

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_kit.currencies import EXPONENTS
from domain_kit.money import (
    AmountNotStorable,
    CurrencyMismatch,
    CurrencyNotStorable,
    Money,
    TooPrecise,
    UnknownCurrency,
    exponent,
    require_storable,
    round_half_down,
    round_half_up,
)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


class TestExponents:
    def test_are_those_of_iso_4217(self):
        listed = {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None}

        shared = EXPONENTS.keys() & listed.keys()

        assert {code: EXPONENTS[code] for code in shared} == {c: listed[c] for c in shared}
        assert len(shared) > 150

    def test_refuses_a_code_that_is_no_currency(self):
        with pytest.raises(UnknownCurrency, match="'GPB' is not an ISO 4217 currency code"):
            exponent("GPB")


class TestOf:
    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [("60.00", "GBP", 6000), ("60", "JPY", 60), ("1.234", "KWD", 1234), ("-0.01", "EUR", -1)],
    )
    def test_counts_minor_units(self, amount, currency, minor):
        assert Money.of(amount, currency).minor == minor

    def test_refuses_a_fraction_the_currency_does_not_have(self):
        with pytest.raises(TooPrecise, match=r"60\.5 has more decimal places than JPY \(0\)"):
            Money.of("60.5", "JPY")

    def test_refuses_a_float(self):
        with pytest.raises(TypeError, match="money never is"):
            Money.of(60.0, "GBP")

    def test_gives_the_amount_back(self):
        assert gbp("60.00").amount == Decimal("60.00")
        assert str(gbp("60.00")) == "60.00 GBP"

    @pytest.mark.parametrize("minor", [10**30 + 1, -(10**60) - 1, 10**27 + 1])
    @pytest.mark.parametrize("currency", ["GBP", "JPY", "KWD", "CLF"])
    def test_loses_no_digit_of_a_huge_amount(self, minor, currency):
        money = Money(minor=minor, currency=currency)

        assert Money.of(money.amount, currency) == money
        assert Money.of(str(money.amount), currency) == money
        assert Money.rounded(money.amount, currency) == money

    def test_refuses_a_fraction_behind_many_digits(self):
        with pytest.raises(TooPrecise):
            Money.of(f"{10**40}.001", "GBP")


class TestArithmetic:
    def test_adds_and_subtracts_in_one_currency(self):
        assert gbp("60.00") + gbp("0.01") - gbp("1.00") == gbp("59.01")
        assert -gbp("1.00") * 3 == gbp("-3.00")

    def test_refuses_to_mix_currencies(self):
        with pytest.raises(CurrencyMismatch, match="GBP and EUR cannot be mixed"):
            gbp("1.00") + Money.of("1.00", "EUR")

    def test_compares_in_one_currency(self):
        assert gbp("1.00") < gbp("2.00") <= gbp("2.00")
        assert gbp("2.00") > gbp("1.00") >= gbp("1.00")


class TestRounding:
    def test_half_up_goes_away_from_zero(self):
        assert round_half_up(Decimal("42.505"), 2) == Decimal("42.51")
        assert round_half_up(Decimal("-42.505"), 2) == Decimal("-42.51")

    def test_half_down_is_the_employers_share_of_c_09(self):
        employer = round_half_down(Fraction(8501, 200), 2)

        assert employer == Decimal("42.50")
        assert Decimal("85.01") - employer == Decimal("42.51")


class TestAllocate:
    def test_c_03_parts_of_a_month_add_up(self):
        assert gbp("10.00").allocate([9, 9, 10]) == (gbp("3.22"), gbp("3.21"), gbp("3.57"))

    def test_refuses_weights_that_divide_nothing(self):
        with pytest.raises(ValueError, match="at least one is positive"):
            gbp("1.00").allocate([0, 0])

    @given(
        st.integers(-(10**9), 10**9),
        st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any),
    )
    def test_always_sums_to_the_whole_and_no_part_is_off_by_a_unit(self, minor, weights):
        whole = Money(minor=minor, currency="GBP")

        parts = whole.allocate(weights)

        assert sum(part.minor for part in parts) == minor
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1


class TestSplit:
    def test_c_08_gives_the_residue_to_the_first(self):
        assert gbp("1000.01").split(3) == (gbp("333.35"), gbp("333.33"), gbp("333.33"))

    def test_refuses_no_parts(self):
        with pytest.raises(ValueError, match="at least one part"):
            gbp("1.00").split(0)


class TestRequireStorable:
    @pytest.mark.parametrize(
        ("amount", "currency"),
        [("999999999.99", "GBP"), ("-999999999.99", "GBP"), ("999999999", "JPY"), ("0.001", "KWD")],
    )
    def test_accepts_what_the_column_holds(self, amount, currency):
        require_storable(Money.of(amount, currency), max_digits=12, decimal_places=3)

    @pytest.mark.parametrize(
        ("amount", "currency"),
        [("1000000000.00", "GBP"), ("-1000000000.00", "GBP"), ("1000000000", "JPY")],
    )
    def test_refuses_an_amount_with_more_digits(self, amount, currency):
        with pytest.raises(AmountNotStorable, match="up to 9 digits before the point") as refusal:
            require_storable(Money.of(amount, currency), max_digits=12, decimal_places=3)

        assert refusal.value.http_status == 422

    def test_refuses_a_currency_with_more_decimal_places(self):
        with pytest.raises(CurrencyNotStorable, match="CLF has 4 decimal places") as refusal:
            require_storable(Money.of("1", "CLF"), max_digits=12, decimal_places=3)

        assert refusal.value.http_status == 422

    def test_accepts_that_currency_in_a_column_with_four(self):
        require_storable(Money.of("0.0001", "CLF"), max_digits=12, decimal_places=4)
