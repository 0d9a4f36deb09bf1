"""
Do the pages around the pages hold: log-in, forged forms, refusals by status, the documentation?
"""

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client

from domain_kit.actor import Role
from enrolments_app import api as enrolments
from host.directory.actors import actor_for
from host.directory.models import Membership
from tests.conftest import ACME, log_in

DENTAL_2027 = "01900000-0000-7000-8000-0000000001b1"
ADDRESS = re.compile(r"""(?:src|href)=["']([^"']+)""")


class TestLogIn:
    @pytest.fixture
    def hana(self, seeded):
        user = get_user_model().objects.create_user("hana", password="a long pass phrase")
        return Membership.objects.create(user=user, role="hr", employer_id=ACME)

    def test_leads_to_ones_own_page(self, hana, client):
        answer = client.post(
            "/log-in/", {"username": "hana", "password": "a long pass phrase"}, follow=True
        )

        assert answer.redirect_chain[-1][0] == "/people/"

    def test_says_when_name_and_password_do_not_match(self, hana, client):
        page = client.post("/log-in/", {"username": "hana", "password": "no"}).content.decode()

        assert "do not belong together" in page

    def test_log_out_ends_it(self, seeded):
        client = log_in(Role.HR)
        client.post("/log-out/")

        assert client.get("/people/").headers["Location"].startswith("/log-in/")

    def test_somebody_without_a_membership_stays_on_the_front_page(self, db, client):
        client.force_login(get_user_model().objects.create_user("nobody"))

        assert client.get("/").status_code == 200


class TestForgedForms:
    def test_a_form_from_elsewhere_does_nothing(self, seeded):
        known = log_in(Role.EMPLOYEE, employee_id=2)
        actor = actor_for(Membership.objects.get().user)
        forged = Client(enforce_csrf_checks=True)
        forged.cookies = known.cookies

        answer = forged.post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": DENTAL_2027, "starts_on": "2027-02-10"},
        )

        assert answer.status_code == 403
        mine = enrolments.list_enrolments(actor=actor, employer_id=UUID(ACME))
        assert DENTAL_2027 not in {str(enrolment.option_id) for enrolment in mine}

    def test_a_command_is_never_carried_out_by_following_a_link(self, seeded):
        answer = log_in(Role.EMPLOYEE, employee_id=1).get("/my-benefits/enrol/")

        assert answer.headers["Location"] == "/my-benefits/"


class TestErrorPages:
    def test_what_is_not_there_says_where_to_go(self, client, db):
        answer = client.get("/nowhere/")

        assert answer.status_code == 404
        assert "start from your own page" in answer.content.decode()

    def test_another_roles_page_says_so(self, seeded):
        answer = log_in(Role.EMPLOYEE, employee_id=1).get("/finance/")

        assert answer.status_code == 403
        assert "does not include this page" in answer.content.decode()

    def test_a_failure_page_needs_nothing_that_may_have_failed(self):
        assert "Something broke on our side" in render_to_string("500.html")


class TestOffline:
    @pytest.mark.parametrize("path", ["/", "/log-in/", "/api/v1/docs"])
    def test_pages_load_nothing_from_other_hosts(self, client, path):
        addresses = ADDRESS.findall(client.get(path).content.decode())

        assert addresses
        assert [
            a for a in addresses if not a.startswith(("/", "#", "data:,")) or a[:2] == "//"
        ] == []

    def test_the_style_sheet_is_served(self, client):
        assert client.get("/static/portal/portal.css").status_code == 200


def test_operators_find_the_admin(seeded):
    client = log_in(Role.OPERATOR)
    get_user_model().objects.update(is_staff=True, is_superuser=True)

    assert 'href="/admin/"' in client.get("/people/").content.decode()
    assert client.get("/admin/directory/membership/").status_code == 200
