"""
Is "today" the date of the place that is asked about?
"""

import datetime as dt

import pytest
from django.utils import timezone

from domain_kit.clock import UnknownTimeZone, business_date, now


class TestNow:
    def test_has_a_time_zone(self):
        assert now().utcoffset() is not None

    def test_has_one_where_the_project_uses_none(self, settings):
        settings.USE_TZ = False

        assert abs(now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


class TestBusinessDate:
    def test_is_the_date_over_there(self):
        here = timezone.now()

        east, west = business_date("Pacific/Kiritimati"), business_date("Pacific/Pago_Pago")

        # They are 25 hours apart: never the same date.
        assert west < east
        assert west <= here.date() <= east

    @pytest.mark.parametrize("name", ["Mars/Olympus", "", "Europe", "../etc", "a\0b", "\ud800"])
    def test_refuses_a_name_that_is_no_time_zone(self, name):
        with pytest.raises(UnknownTimeZone, match="is not a time zone") as refusal:
            business_date(name)

        assert refusal.value.http_status == 422
