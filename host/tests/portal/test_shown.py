"""
Are money and days written as their reader writes them?
"""

import datetime as dt

import pytest
from django.utils import translation

from domain_kit.money import Money
from host.portal.templatetags import shown

DAY = dt.date(2027, 2, 1)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-gb", ["1 February 2027", "1 Feb 2027", "February 2027", "£1,234.50", "3.1%"]),
        ("de", ["1. Februar 2027", "01.02.2027", "Februar 2027", "1.234,50\xa0£", "3,1\xa0%"]),
    ],
)
def test_each_language_has_its_own_way(language, written):
    with translation.override(language):
        assert [
            shown.day(DAY),
            shown.short_day(DAY),
            shown.month(DAY),
            shown.money(Money.of("1234.50", "GBP")),
            shown.percent(0.031),
        ] == written


@pytest.mark.parametrize(
    ("currency", "amount", "written"),
    [("JPY", "1500", "JP¥1,500"), ("KWD", "1.250", "KWD\xa01.250"), ("GBP", "-3.00", "-£3.00")],
)
def test_each_currency_has_its_decimal_places(currency, amount, written):
    assert shown.money(Money.of(amount, currency)) == written


def test_a_moment_is_on_the_clocks_of_its_zone():
    noon = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)

    assert shown.moment(noon, "Asia/Tokyo") == "1 Feb 2027, 21:00"


def test_nothing_is_a_dash():
    assert {shown.money(None), shown.day(None), shown.moment(None, "UTC")} == {shown.NONE}
