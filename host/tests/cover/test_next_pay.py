"""
Does an employee read what the next pay gives for cover, by the employer's own pay calendar?
"""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from domain_kit.actor import Role
from enrolments_app import api as enrolments
from host.directory.models import Membership
from host.directory.pay import Paid
from tests.cover.conftest import APRIL

pytestmark = pytest.mark.skipif(
    not hasattr(enrolments, "payroll_deductions"), reason="enrolments before 3.0"
)


@pytest.fixture
def somebody(place):
    """
    Pays 40 of 100 from the first of April; it is the 15th of March.
    """
    person = place.person()
    place.enrol(person, place.option("100.00", employer_pays=60), APRIL)
    user = get_user_model().objects.create_user("somebody")
    Membership.objects.create(
        user=user, role=Role.EMPLOYEE.value, employer=place.employer, employee=person
    )
    client = Client()
    client.force_login(user)
    return client


def told(place, client, paid="", ends_on=None, lag=0):
    place.employer.paid, place.employer.pay_period_ends_on = paid, ends_on
    place.employer.pay_lag_days = lag
    place.employer.save()
    page = client.get("/my-benefits/").content.decode()
    return " ".join(page.split())


def figure(name, money):
    return f"<dt>{name}</dt><dd>{money}</dd>"


class TestTheNextPay:
    def test_is_not_told_where_there_is_no_calendar(self, place, somebody):
        assert "From your pay on" not in told(place, somebody)

    def test_of_a_month_gives_the_month_on_its_pay_day(self, place, somebody):
        page = told(place, somebody, Paid.MONTHLY, dt.date(2027, 1, 31), lag=3)

        assert figure("From your pay on 3 May 2027", "£40.00") in page

    def test_every_two_weeks_gives_half_of_it(self, place, somebody):
        page = told(place, somebody, Paid.BIWEEKLY_24_OF_26, dt.date(2027, 4, 2))

        assert figure("From your pay on 2 Apr 2027", "£20.00") in page

    def test_in_26_parts_gives_the_part_of_a_year(self, place, somebody):
        page = told(place, somebody, Paid.BIWEEKLY_26, dt.date(2027, 4, 2))

        assert figure("From your pay on 2 Apr 2027", "£18.46") in page


class TestPayrollsFile:
    def test_is_asked_for_by_the_employers_calendar(self, place, somebody):
        told(place, somebody, Paid.WEEKLY_52, dt.date(2027, 4, 2), lag=5)
        hana = get_user_model().objects.create_user("hana")
        Membership.objects.create(user=hana, role=Role.HR.value, employer=place.employer)
        client = Client()
        client.force_login(hana)

        page = client.get("/people/files/").content.decode()

        assert 'value="weekly-52" selected' in page
        assert 'value="2027-04-02"' in page
        assert 'name="lag_days" value="5"' in page
