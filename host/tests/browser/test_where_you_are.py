"""
Does somebody far from the employer read on their own clock when a window closes?
"""

import pytest
from django.contrib.auth import get_user_model

from domain_kit.actor import Role
from host.directory.models import Employee, Employer, Membership
from tests.conftest import ACME

PASSWORD = "a long pass phrase"
pytestmark = pytest.mark.usefixtures("window")


@pytest.fixture
def ada():
    user = get_user_model().objects.create_user("ada", password=PASSWORD)
    Membership.objects.create(
        user=user,
        role=Role.EMPLOYEE.value,
        employer=Employer.objects.get(pk=ACME),
        employee=Employee.objects.get(pk=1),
    )


def told(read, zone):
    with read("desktop", zone) as reader:
        reader.log_in("ada", PASSWORD)
        reader.page.wait_for_load_state()
        text = reader.text()
        assert reader.faults == []
    return text


def test_only_where_the_clocks_differ(read, ada):
    far, near = told(read, "Asia/Tokyo"), told(read, "Europe/London")

    assert "(Europe/London)" in far
    assert "Where you are:" in far
    assert "Where you are:" not in near
