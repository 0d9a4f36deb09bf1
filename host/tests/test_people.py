"""
As whom do users and programs act, and what does the demo command refuse?
"""

import datetime as dt
import socket
import subprocess
import sys
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from benefits_app import api as benefits
from domain_kit.actor import Role
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.employees import HostDirectory
from host.directory.actors import actor_for
from host.directory.days import today_in
from host.directory.models import ApiToken, Employer, Membership
from host.directory.tokens.grants import grant_for
from host.directory.tokens.issue import store_token
from tests.conftest import ACME, log_in


def enter(client, name):
    return client.post("/log-in/", {"username": name, "password": "benefits"})


class TestActors:
    def test_a_user_without_a_membership_is_nobody(self, db):
        assert actor_for(get_user_model().objects.create_user("nobody")) is None

    def test_an_operator_acts_for_every_employer(self, seeded):
        log_in(Role.OPERATOR)

        actor = actor_for(Membership.objects.get().user)

        assert actor.all_employers

    def test_only_operators_have_no_employer(self, db):
        user = get_user_model().objects.create_user("hana")

        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, role="hr")

    def test_a_token_acts_for_its_membership_and_is_stored_hashed(self, seeded, client):
        log_in(Role.HR)
        token = store_token(membership=Membership.objects.get(), label="payroll").secret

        answer = client.get(
            "/api/v1/enrolments/",
            {"employer_id": ACME},
            headers={"Authorization": f"Bearer {token}"},
        )

        assert answer.status_code == 200
        assert token not in ApiToken.objects.get().digest
        assert grant_for("another") is None

    def test_a_token_of_somebody_who_may_not_log_in_is_nobodys(self, seeded):
        log_in(Role.HR)
        token = store_token(membership=Membership.objects.get(), label="payroll").secret
        get_user_model().objects.update(is_active=False)

        assert grant_for(token) is None


class TestHostDirectory:
    def test_knows_when_somebody_is_employed(self, seeded):
        facts = HostDirectory().facts(employee_id=1, on=dt.date(2027, 1, 1))

        assert facts.employed == Period(start=dt.date(2019, 4, 1), end=None)
        assert str(facts.employer_id) == ACME

    def test_says_who_is_not_there(self, db):
        with pytest.raises(enrolments.EmployeeNotFound):
            HostDirectory().facts(employee_id=99, on=dt.date(2027, 1, 1))


class TestDemo:
    def test_prepares_an_empty_database_and_prints_the_way_in(self, db, settings, capsys):
        settings.DEBUG = True

        for _ in range(2):
            call_command("demo", "--no-serve")

        said = capsys.readouterr().out
        assert "http://127.0.0.1:8000/" in said
        assert Employer.objects.count() == 4
        assert Membership.objects.count() == 4

    def test_its_employee_can_enrol_today(self, db, settings, client):
        settings.DEBUG = True
        call_command("demo", "--no-serve")
        enter(client, "ada")
        first_of_next = (today_in("Europe/London").replace(day=1) + dt.timedelta(days=32)).replace(
            day=1
        )
        offers = benefits.list_offers(
            actor=actor_for(get_user_model().objects.get(username="ada")),
            employer_id=UUID(ACME),
            on=first_of_next,
        )
        assert len(offers) == 3

        page = client.post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": offers[0].option_id, "starts_on": first_of_next.isoformat()},
            follow=True,
        ).content.decode()

        assert f"You have {offers[0].benefit_name}, Standard from" in page

    def test_names_a_port_in_use_before_it_changes_anything(self, db, settings):
        settings.DEBUG = True
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            with pytest.raises(CommandError, match=f"Port {port} is in use") as refusal:
                call_command("demo", "--port", str(port))

        assert refusal.value.returncode == 2
        assert not Employer.objects.exists()

    def test_names_a_database_that_does_not_answer(self, environment):
        environment["DATABASE_URL"] = "postgresql://postgres@127.0.0.1:1/benefits"

        done = subprocess.run(
            [sys.executable, "manage.py", "demo", "--no-serve"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert done.returncode == 2
        assert "The database does not answer" in done.stderr
        assert "Check DATABASE_URL" in done.stderr

    def test_its_log_ins_work(self, db, settings, client):
        settings.DEBUG = True
        call_command("demo", "--no-serve")

        for name in ("ada", "hana", "fay", "olu"):
            assert enter(client, name).status_code == 302

    def test_refuses_in_production(self, db, settings):
        settings.DEBUG = False

        with pytest.raises(CommandError, match="DEBUG on only"):
            call_command("demo", "--no-serve")
