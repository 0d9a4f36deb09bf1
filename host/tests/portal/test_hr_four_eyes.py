"""
Does what reaches further back than the limit take two people, and happen once?
"""

import datetime as dt
import html
import re
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.models import Membership
from host.portal.hr.four_eyes import OVERRIDES
from tests.conftest import ACME, GLOBEX, cover_of, log_in

pytestmark = [
    pytest.mark.usefixtures("seeded"),
    pytest.mark.skipif(not OVERRIDES, reason="enrolments that cannot reach further back"),
]


@pytest.fixture
def hana():
    return log_in(Role.HR)


@pytest.fixture
def otto():
    """
    A colleague of Hana's.
    """
    user = get_user_model().objects.create_user("otto")
    Membership.objects.create(user=user, role="hr", employer_id=ACME)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def link(hana):
    """
    Hana's wish to end somebody's cover.
    """
    told = {"key": "e", "ends_on": "2027-03-31", "reason": "told late", "ask": "on"}
    page = hana.post(f"/people/1/cover/{cover_of(1).id}/end/", told).content.decode()
    (found,) = re.findall(r"http://testserver([^<]+)</textarea>", page)
    return html.unescape(found)


def approve(client, link):
    asked = link.split("asked=")[1]
    return client.post(link.split("?")[0], {"key": "a", "asked": unquote(asked)}, follow=True)


def test_nothing_changes_by_asking(link):
    assert cover_of(1).ends_on is None


def test_a_colleague_sees_what_is_asked_for_and_approves_it_once(otto, link):
    page = otto.get(link).content.decode()
    assert "told late" in page
    assert "ends after 2027-03-31" in page

    for _ in range(2):
        said = approve(otto, link).content.decode()

    assert "Approved and done" in said
    assert cover_of(1).ends_on == dt.date(2027, 3, 31)
    last = enrolments.changes_since(actor=Actor.system("tests"), employer_id=UUID(ACME))[-1]
    assert last.actor == "otto"
    assert last.reason == f"told late (asked for by hr-{ACME[-1]}-None)"


def test_nobody_approves_what_they_have_asked_for(hana, link):
    assert "yourself" in hana.get(link).content.decode()

    answer = approve(hana, link)

    assert answer.status_code == 409
    assert cover_of(1).ends_on is None


def test_a_forged_link_or_one_of_another_employer_does_not_exist(otto, link):
    assert otto.get(f"{link}x").status_code == 404
    assert otto.get(link.replace("/people/1/", "/people/2/")).status_code == 404
    assert log_in(Role.HR, GLOBEX).get(link).status_code == 404


def test_new_cover_is_asked_for_as_well(hana, otto):
    query = {"starts_on": "2027-02-01", "option_id": "01900000-0000-7000-8000-0000000001b1"}
    page = hana.get("/people/2/cover/", query).content.decode()
    start = page.index('action="/people/2/cover/now/"')
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page[start:]))
    told = hana.post("/people/2/cover/now/", sent | {"reason": "told late", "ask": "on"})
    (found,) = re.findall(r"http://testserver([^<]+)</textarea>", told.content.decode())

    said = approve(otto, html.unescape(found)).content.decode()

    assert "Approved and done" in said
    assert cover_of(2, "01900000-0000-7000-8000-0000000001b1").label == "Dental, Standard"
