"""
Do the shipped builders make rows that the domain itself accepts?
"""

import datetime as dt

import pytest

from benefits_app import api
from benefits_app.testing import builders, ids

pytestmark = pytest.mark.django_db


def test_an_option_is_offered_at_its_price(hr):
    option = builders.build_option(monthly_price="72.00")

    request = api.QuoteRequest(option_id=option.id, on=dt.date(2027, 2, 10))
    assert str(api.quote(actor=hr, request=request).total) == "72.00 GBP"


def test_builders_can_be_called_any_number_of_times(hr):
    for _ in range(3):
        builders.build_option()

    offers = api.list_offers(actor=hr, employer_id=ids.ACME, on=dt.date(2027, 2, 10))
    assert len(offers) == 3
