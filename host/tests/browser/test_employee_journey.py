"""
Join, choose, add a child, leave: can an employee do it all with the keyboard, on both screens?
"""

import datetime as dt
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory import api as directory
from host.directory.days import today_in
from host.directory.models import Employer, Membership
from tests.browser.reader import SCREENS
from tests.conftest import ACME

HR = Actor(id="hana", role=Role.HR, employer_ids=frozenset({UUID(ACME)}))
PASSWORD = "a long pass phrase"
pytestmark = pytest.mark.usefixtures("window")


@pytest.fixture
def noor():
    """
    Somebody new, with a log-in.
    """
    hired = directory.hire(
        actor=HR,
        employer_id=UUID(ACME),
        name="Noor Haddad",
        hired_on=today_in("Europe/London"),
        born_on=dt.date(1991, 4, 2),
    )
    user = get_user_model().objects.create_user("noor", password=PASSWORD)
    Membership.objects.create(
        user=user,
        role=Role.EMPLOYEE.value,
        employer=Employer.objects.get(pk=ACME),
        employee_id=hired.id,
    )
    return hired.id


def button(reader, name, place=None):
    return (place or reader.page.locator("main")).get_by_role("button", name=name)


def chooses(reader, benefit):
    section = reader.page.locator("section.benefit").filter(has_text=benefit)
    reader.press(button(reader, "Add to basket", section))
    reader.press(button(reader, "Make it count"))


@pytest.mark.parametrize("screen", list(SCREENS))
def test_an_employee_joins_chooses_adds_a_child_and_leaves(read, noor, screen):
    today = today_in("Europe/London")
    with read(screen) as reader:
        reader.log_in("noor", PASSWORD)
        assert "You have no cover yet." in reader.text()

        reader.press(reader.page.get_by_role("link", name="See my options").first)
        chooses(reader, "Optics")
        assert "It is yours." in reader.text()
        assert "Optics, Standard" in reader.text()

        reader.press(reader.page.get_by_role("link", name="Family"))
        reader.type(reader.page.get_by_label("Name"), "Kim")
        reader.type(reader.page.get_by_label("Born on"), today.isoformat())
        reader.press(button(reader, "Add to my family"))
        assert "Kim is in your family here." in reader.text()

        reader.press(reader.page.get_by_role("link", name="Life events"))
        reader.choose(reader.page.get_by_label("What happened?"), "Birth")
        reader.press(button(reader, "Report it"))
        (claim,) = enrolments.list_life_events(
            actor=HR, employer_id=UUID(ACME), employee_id=str(noor)
        )
        enrolments.decide_life_event(
            actor=HR, idempotency_key=f"birth-{screen}", claim_id=claim.id, approve=True
        )

        reader.open("/my-benefits/life-events/")
        reader.press(reader.page.get_by_role("link", name="See my options"))
        reader.tick(reader.page.get_by_label("Kim"))
        chooses(reader, "Private medical")
        assert "you, Kim" in reader.text()

        directory.leave(actor=HR, employee_id=noor, last_day=today + dt.timedelta(days=3))
        reader.open("/my-benefits/")
        medical = reader.page.locator("article").filter(has_text="Private medical")
        assert "Ends" in medical.inner_text()

        reader.press(reader.page.get_by_role("link", name="History"))
        assert "Cover ends" in reader.text()
        assert reader.faults == []
        assert reader.barriers() == []
