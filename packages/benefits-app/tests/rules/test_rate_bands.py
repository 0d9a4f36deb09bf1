"""
Are rates for tiers, members and cover whole, and which amount is whose?
"""

import pytest

from benefits_app.errors import NoRateForAge, NoRateForGroup, RateBandsBroken
from benefits_app.rules.rates import amount_at, bands_for, needs_age, require_complete
from tests.rules.make import OPTION, band, rates


class TestRequireComplete:
    def test_accepts_a_group_after_the_other(self):
        require_complete(
            OPTION, [band("1", 0, 39, "a"), band("2", 40, 120, "a"), band("0.123456", group="b")]
        )

    @pytest.mark.parametrize(
        ("bands", "fault"),
        [
            ([], "a hole at age 0"),
            ([band("1", 0, 39, "a"), band("1", 41, 120, "a")], "a hole at age 40"),
            ([band("1", 0, 60), band("1", 20, 40), band("1", 61, 120)], "an overlap|a overlap"),
            ([band("1", group="a"), band("1", 1, 120, group="b")], "a hole at age 0"),
            ([band("0.1234567")], "more than 6 decimals"),
            ([band("-1")], "the amount -1"),
            ([band("NaN")], "the amount NaN"),
        ],
    )
    def test_names_the_fault(self, bands, fault):
        with pytest.raises(RateBandsBroken, match=fault):
            require_complete(OPTION, bands)


class TestBandsFor:
    def test_are_those_of_the_group(self):
        own = band("5", group="family")

        assert bands_for(OPTION, rates(band("1"), own), "family") == (own,)

    def test_are_those_for_all_if_the_group_has_none(self):
        for_all = band("1")

        assert bands_for(OPTION, rates(for_all), "family") == (for_all,)

    def test_refuses_a_group_that_nothing_prices(self):
        with pytest.raises(NoRateForGroup, match="no rate for couple"):
            bands_for(OPTION, rates(band("5", group="family")), "couple")


class TestAmountAt:
    def test_is_exact(self):
        assert str(amount_at(OPTION, [band("0.123456")], 40)) == "0.123456"

    def test_refuses_an_age_beyond_the_bands(self):
        with pytest.raises(NoRateForAge):
            amount_at(OPTION, [band("1", 0, 120)], 121)


class TestNeedsAge:
    def test_is_false_where_every_band_costs_the_same(self):
        assert not needs_age([band("1", 0, 39), band("1.0", 40, 120)])

    def test_is_true_where_one_differs(self):
        assert needs_age([band("1", 0, 39), band("1.01", 40, 120)])
