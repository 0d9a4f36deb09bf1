"""
Is cover priced by its rates, and billed to the end of its plan year?
"""

import datetime as dt

import pytest

from enrolments_app import api as enrolments
from tests.cover.conftest import APRIL, make_place


class TestPrice:
    @pytest.mark.parametrize(
        ("born_on", "price"),
        [
            (dt.date(1977, 4, 2), "60.00"),
            (dt.date(1977, 4, 1), "200.00"),
            (dt.date(1967, 1, 1), "200.00"),
        ],
        ids=["49 until the day after", "50 that day", "60"],
    )
    def test_is_the_rate_of_the_age(self, place, born_on, price):
        option = place.option("60.00", (0, 49, "60.00"), (50, 120, "200.00"))

        made = place.enrol(place.person(born_on), option, APRIL)

        assert str(made.monthly) == f"{price} GBP"

    def test_asks_for_a_birth_date_that_it_depends_on(self, place):
        option = place.option("60.00", (0, 49, "60.00"), (50, 120, "200.00"))

        with pytest.raises(enrolments.EnrolmentsError, match="birth date"):
            place.enrol(place.person(), option, APRIL)

    @pytest.mark.parametrize(("day", "price"), [(14, "60.00"), (15, "90.00")])
    def test_is_the_rate_of_the_day(self, place, day, price):
        option = place.option("60.00")
        place.rates(option, dt.date(2027, 4, 15), (0, 120, "90.00"))

        made = place.enrol(place.person(), option, dt.date(2027, 4, day))

        assert str(made.monthly) == f"{price} GBP"

    def test_is_billed_in_a_currency_without_pence(self, db, clock):
        place = make_place("Asia/Tokyo", "JPY")
        place.enrol(place.person(), place.option("9001"), APRIL)

        assert str(place.bill(APRIL)) == "9001 JPY"


class TestPlanYear:
    def test_is_the_end_of_cover_and_of_bills(self, place):
        made = place.enrol(place.person(), place.option("60.00"), dt.date(2027, 12, 1))
        assert str(place.bill(dt.date(2027, 12, 1))) == "60.00 GBP"

        assert made.coverage.last == dt.date(2027, 12, 31)
        assert place.bill(dt.date(2028, 1, 1)) is None
        assert place.bill(dt.date(2032, 1, 1)) is None
