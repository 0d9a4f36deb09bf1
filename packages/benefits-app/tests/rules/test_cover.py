"""
Which amounts of cover can be chosen?
"""

import pytest

from benefits_app.data import Basis, CoverTerms
from benefits_app.errors import CoverNeeded, CoverNotOffered, CoverNotPriced
from benefits_app.rules.cover import guaranteed, require_cover
from domain_kit.money import CurrencyMismatch, Money
from tests.rules.make import OPTION, gbp

TERMS = CoverTerms(
    minimum=gbp("50000.00"),
    maximum=gbp("500000.00"),
    step=gbp("10000.00"),
    guaranteed=gbp("250000.00"),
)


def ask(cover, terms=TERMS, basis=Basis.PER_1000):
    require_cover(option_id=OPTION, basis=basis, currency="GBP", terms=terms, cover=cover)


class TestRequireCover:
    @pytest.mark.parametrize("amount", ["50000.00", "60000.00", "360000.00", "500000.00"])
    def test_accepts_a_step_within_the_limits(self, amount):
        ask(gbp(amount))

    @pytest.mark.parametrize("amount", ["40000.00", "500000.01", "510000.00", "55000.00", "0.00"])
    def test_refuses_what_is_beyond_or_between(self, amount):
        with pytest.raises(CoverNotOffered, match=r"to 500000\.00 GBP in steps"):
            ask(gbp(amount))

    def test_refuses_less_than_nothing_where_there_are_no_limits(self):
        with pytest.raises(CoverNotOffered, match="from nothing to any amount"):
            ask(gbp("-1.00"), terms=CoverTerms())

    def test_asks_for_one_where_it_is_priced(self):
        with pytest.raises(CoverNeeded):
            ask(None)

    def test_refuses_one_where_there_is_none_to_choose(self):
        with pytest.raises(CoverNotPriced):
            ask(gbp("50000.00"), terms=CoverTerms(), basis=Basis.PER_TIER)

    def test_refuses_another_currency(self):
        with pytest.raises(CurrencyMismatch):
            ask(Money.of(50000, "EUR"))


class TestGuaranteed:
    def test_c_18_is_what_needs_no_evidence(self):
        assert guaranteed(TERMS, gbp("360000.00")) == gbp("250000.00")
        assert guaranteed(TERMS, gbp("200000.00")) == gbp("200000.00")

    def test_is_all_where_there_is_no_limit(self):
        assert guaranteed(CoverTerms(), gbp("360000.00")) == gbp("360000.00")

    def test_is_none_without_cover(self):
        assert guaranteed(TERMS, None) is None
