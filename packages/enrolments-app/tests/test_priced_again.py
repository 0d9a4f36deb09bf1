"""
What does cover cost whose first day follows a corrected first day of employment?
"""

import datetime as dt
import itertools

import pytest

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue

pytestmark = pytest.mark.django_db
DIRECTORY = Actor.system("directory")
NEW_YEAR, MARCH_10 = dt.date(2027, 1, 1), dt.date(2027, 3, 10)
KEYS = (f"price {number}" for number in itertools.count())
KIT = api.Dependant(key="kit", name="Kit", relationship="child")


class Dearer(FakeCatalogue):
    """
    From March on everything costs 6.00 more: new rates, or another age band.
    """

    per_dependant = "10.00"
    asked = []

    def quote(self, *, option_id, on, **more):
        self.asked.append(on)
        price = "66.00" if on >= dt.date(2027, 3, 1) else "60.00"
        self.prices = {option_id: price}
        return super().quote(option_id=option_id, on=on, **more)


class Gone(FakeCatalogue):
    """
    Nothing is offered any more.
    """

    def quote(self, *, option_id, on, **more):
        raise api.NotOffered(option_id, on, "it was withdrawn.")


@pytest.fixture(autouse=True)
def dearer(settings):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Dearer"


def enrol(hr, starts_on=NEW_YEAR):
    return api.enrol(
        actor=hr,
        idempotency_key=next(KEYS),
        election=api.ElectionRequest(
            employee_id=1, option_id=ids.MEDICAL_2027, starts_on=starts_on, dependants=(KIT,)
        ),
    )


def move(previous, first_day):
    return api.correct_first_day(
        actor=DIRECTORY,
        idempotency_key=next(KEYS),
        employer_id=ids.ACME,
        employee_id="1",
        previous_first_day=previous,
        first_day=first_day,
        reason="hired later",
    )


def gbp(amount):
    return Money.of(amount, "GBP")


class TestTheNewFirstDay:
    def test_costs_what_is_asked_from_that_day_on(self, hr):
        was = enrol(hr)

        (now,) = move(NEW_YEAR, MARCH_10)

        assert (was.monthly, now.monthly) == (gbp("70.00"), gbp("76.00"))

    def test_keeps_the_quote_it_was_given(self, hr):
        """C-11: the hash is that of the price that is charged."""
        was = enrol(hr)

        (now,) = move(NEW_YEAR, MARCH_10)

        assert was.quote_hash.endswith("-7000")
        assert now.quote_hash.endswith("-7600")

    def test_splits_the_new_price_among_the_same_people(self, hr):
        """C-08."""
        enrol(hr)

        (now,) = move(NEW_YEAR, MARCH_10)

        members = api.members_of(actor=hr, enrolment_id=now.id)
        assert [(each.key, each.share) for each in members] == [
            ("", gbp("66.00")),
            ("kit", gbp("10.00")),
        ]

    def test_tells_the_new_price(self, hr, heard):
        enrol(hr)
        heard.clear()

        move(NEW_YEAR, MARCH_10)

        assert [change.monthly for change in heard] == [gbp("70.00"), gbp("76.00")]

    def test_costs_what_it_cost_before_if_the_catalogue_has_no_price(self, hr, settings):
        was = enrol(hr)
        settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Gone"

        (now,) = move(NEW_YEAR, MARCH_10)

        assert (now.starts_on, now.monthly) == (MARCH_10, was.monthly)


class TestADayThatWasQuotedBefore:
    def test_costs_what_was_quoted_then(self, hr, monkeypatch):
        """C-11: rates that were corrected since are told from a stated day, and not by this."""
        was = enrol(hr)
        move(NEW_YEAR, MARCH_10)
        monkeypatch.setattr(Dearer, "per_dependant", "99.00")

        (now,) = move(MARCH_10, NEW_YEAR)

        assert (now.monthly, now.quote_hash) == (was.monthly, was.quote_hash)

    def test_has_the_shares_of_then(self, hr):
        was = enrol(hr)
        move(NEW_YEAR, MARCH_10)

        (now,) = move(MARCH_10, NEW_YEAR)

        assert api.members_of(actor=hr, enrolment_id=now.id) == api.members_of(
            actor=hr, enrolment_id=was.id
        )

    def test_is_not_asked_about_again(self, hr):
        enrol(hr)
        move(NEW_YEAR, MARCH_10)
        Dearer.asked.clear()

        move(MARCH_10, NEW_YEAR)

        assert NEW_YEAR not in Dearer.asked
