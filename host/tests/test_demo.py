"""
Is the demo a world without empty pages, the same at every start, and what does its command refuse?
"""

import datetime as dt
import io
import socket
import subprocess
import sys
from uuid import UUID

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test.utils import override_settings

from benefits_app import api as benefits
from billing_app import api as billing
from enrolments_app import api as enrolments
from host.demo.living.able import ABLE
from host.demo.living.acting import months_after
from host.directory.actors import actor_for
from host.directory.days import today_in
from host.directory.models import Employee, Employer, Membership
from tests.conftest import ACME
from tests.databases import database, manage

living = pytest.mark.skipif(not ABLE, reason="the living world needs the wheels of train 3.1")
EMPLOYER = UUID(ACME)
NEWEST = ["Carys Nowak", "Bola Kelly", "Bethan Gupta"]


class Undone(Exception):
    """
    Nothing of a module's world stays.
    """


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """
    The demo's world, built twice over, for all tests of this file.
    """
    with django_db_blocker.unblock(), override_settings(DEBUG=True):
        try:
            with transaction.atomic():
                for _ in range(2):
                    call_command("demo", "--no-serve", stdout=(said := io.StringIO()))
                yield said
                raise Undone
        except Undone:
            pass


@pytest.fixture
def olu(world, db):
    return actor_for(get_user_model().objects.get(username="olu"))


def enter(client, name):
    return client.post("/log-in/", {"username": name, "password": "benefits"})


class TestCommand:
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

    def test_refuses_in_production(self, db, settings):
        settings.DEBUG = False

        with pytest.raises(CommandError, match="DEBUG on only"):
            call_command("demo", "--no-serve")


class TestWayIn:
    def test_is_printed(self, world, db):
        assert "http://127.0.0.1:8000/" in world.getvalue()
        assert Membership.objects.count() == 4

    def test_its_log_ins_work(self, world, db, client):
        for name in ("ada", "hana", "fay", "olu"):
            assert enter(client, name).status_code == 302

    def test_its_employee_can_enrol_today(self, world, db, client):
        enter(client, "ada")
        first_of_next = (today_in("Europe/London").replace(day=1) + dt.timedelta(days=32)).replace(
            day=1
        )
        offers = benefits.list_offers(
            actor=actor_for(get_user_model().objects.get(username="ada")),
            employer_id=EMPLOYER,
            on=first_of_next,
        )
        cycle = next(offer for offer in offers if offer.benefit_code == "CYCLE")

        page = client.post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": cycle.option_id, "starts_on": first_of_next.isoformat()},
            follow=True,
        ).content.decode()

        assert "You have Cycle to work, Standard from" in page


@living
class TestLivingWorld:
    def test_has_three_employers_and_three_hundred_people(self, world, db):
        sizes = [employer.employees.count() for employer in Employer.objects.order_by("pk")]

        assert sizes == [180, 90, 30]
        assert {employer.time_zone for employer in Employer.objects.all()} > {"Asia/Tokyo"}

    def test_has_no_two_people_of_a_name_at_an_employer(self, world, db):
        for employer in Employer.objects.all():
            names = list(employer.employees.values_list("name", flat=True))
            assert len(set(names)) == len(names)

    def test_is_the_same_at_every_start(self, world, db):
        newest = Employee.objects.filter(employer_id=EMPLOYER).order_by("-pk")[:3]

        assert [person.name for person in newest] == NEWEST

    def test_covers_people_at_many_prices(self, olu):
        today = today_in("Europe/London")
        covered = enrolments.coverage_on(actor=olu, employer_id=EMPLOYER, on=today)

        assert len({cover.employee_id for cover in covered}) > 130
        assert len({cover.monthly for cover in covered}) > 20

    def test_has_what_waits_for_hr(self, olu):
        claims = enrolments.list_life_events(
            actor=olu, employer_id=EMPLOYER, state=enrolments.ClaimState.PENDING
        )
        requests = enrolments.list_evidence_requests(
            actor=olu, employer_id=EMPLOYER, state=enrolments.EvidenceState.PENDING
        )

        assert claims
        assert all(claim.evidence for claim in claims)
        assert requests

    def test_has_two_plan_years_and_people_who_must_choose(self, olu):
        years = benefits.list_plan_years(actor=olu, employer_id=EMPLOYER)
        waiting = enrolments.must_choose(actor=olu, employer_id=EMPLOYER, plan_year_id=years[0].id)

        assert len(years) == 2
        assert waiting.items
        assert enrolments.list_batches(actor=olu, employer_id=EMPLOYER, limit=5)

    def test_has_an_invoice_in_every_state(self, olu):
        invoices = [
            invoice
            for employer in Employer.objects.all()
            for invoice in billing.list_invoices(actor=olu, employer_id=employer.pk)
        ]
        overdue = [
            each
            for each in invoices
            if each.status == billing.InvoiceStatus.OPEN and each.due_on < today_in("Europe/London")
        ]

        assert {str(each.status) for each in invoices} == set(billing.InvoiceStatus)
        assert overdue
        assert {each.total.currency for each in invoices} == {"GBP", "JPY"}

    def test_has_a_leaver_with_a_credit(self, olu):
        gone = {
            str(pk)
            for pk in Employee.objects.filter(left_on__isnull=False).values_list("pk", flat=True)
        }
        charges = billing.list_charges(
            actor=olu,
            employer_id=EMPLOYER,
            month=months_after(today_in("Europe/London"), -1),
            limit=5_000,
        )

        assert any(
            each.employee_id in gone and each.amount.minor < 0 and not each.invoiced
            for each in charges
        )
        assert billing.list_credit_notes(actor=olu, employer_id=EMPLOYER)

    def test_has_money_that_belongs_to_no_invoice(self, olu):
        received = billing.list_payments(actor=olu, employer_id=EMPLOYER)

        assert any(not each.allocations for each in received)


@living
def test_a_card_was_declined_and_a_call_never_answered(environment):
    with database() as url:
        for _ in range(2):
            done = manage({**environment, "DATABASE_URL": url}, "demo", "--no-serve", seconds=600)
            assert done.returncode == 0, done.stderr

        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT status FROM billing_app_paymentattempt")
            assert sorted(found.fetchall()) == [("declined",), ("unknown",)]
