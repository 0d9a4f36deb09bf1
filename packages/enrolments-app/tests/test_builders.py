"""
Does the shipped builder make rows that the domain itself accepts?
"""

import datetime as dt

import pytest

from enrolments_app import api
from enrolments_app.testing import builders, ids

pytestmark = pytest.mark.django_db


def test_an_enrolment_covers_and_can_be_ended(hr):
    row = builders.build_enrolment(employee_id=3)
    on = dt.date(2027, 2, 10)
    assert api.coverage_on(actor=hr, employer_id=ids.ACME, on=on, employee_id=3)

    ended = api.unenrol(
        actor=hr, idempotency_key="k", enrolment_id=row.id, ends_on=on, reason="left"
    )

    assert ended.status is api.EnrolmentStatus.ENDED


def test_its_members_share_its_price(hr):
    child = {"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}
    row = builders.build_enrolment(monthly_price="85.01", dependants=[child])

    shares = [member.share.minor for member in api.members_of(actor=hr, enrolment_id=row.id)]

    assert shares == [4251, 4250]
