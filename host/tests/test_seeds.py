"""
Do the seeds of the three wheels join into one world, clean and dirty, with a second currency?
"""

import contextlib
import datetime as dt
import io
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import serialize

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.models import Employee, Employer
from tests.conftest import ACME, KYOTO, log_in
from tests.seeds import join

OPERATOR = Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)


@pytest.fixture(params=[False, True], ids=["clean", "dirty"])
def world(request, db):
    join(dirty=request.param)


def employer_ids() -> set[UUID]:
    """
    Every employer that any row of the domains names.
    """
    named = set()
    for app in ("benefits_app", "enrolments_app", "billing_app"):
        for model in apps.get_app_config(app).get_models():
            if any(field.name == "employer_id" for field in model._meta.fields):
                named |= set(model._default_manager.values_list("employer_id", flat=True))
    return named


class TestJoined:
    def test_every_employer_of_a_domain_is_in_the_directory(self, world):
        assert employer_ids() <= set(Employer.objects.values_list("pk", flat=True))

    def test_there_are_currencies_with_and_without_decimals(self, world):
        currencies = set()
        for employer in Employer.objects.all():
            # The last, in dinars, has an account since billing 2.4.
            with contextlib.suppress(billing.AccountNotFound):
                account = billing.account_for(actor=OPERATOR, employer_id=employer.pk)
                currencies.add(account.currency)

        assert currencies in ({"GBP", "JPY"}, {"GBP", "JPY", "KWD"})

    def test_people_of_every_employer_are_covered(self, world):
        for employer in Employer.objects.filter(employees__isnull=False).distinct():
            covered = enrolments.coverage_on(
                actor=OPERATOR, employer_id=employer.pk, on=dt.date(2027, 2, 1)
            )
            assert covered, employer.name

    def test_pages_show_it(self, world):
        for role, page in ((Role.HR, "/people/?on=2027-02-01"), (Role.FINANCE, "/finance/")):
            assert log_in(role).get(page).status_code == 200
        assert log_in(Role.EMPLOYEE, employee_id=1).get("/my-benefits/").status_code == 200

    def test_the_nightly_check_reads_it(self, world):
        with pytest.raises(SystemExit):
            call_command("reconcile_cover", "--on", "2027-02-01", stdout=io.StringIO())

    def test_it_can_be_billed_in_yen(self, world):
        drafted = billing.run_billing(
            actor=OPERATOR,
            idempotency_key="run",
            employer_id=UUID(KYOTO),
            month=dt.date(2027, 2, 1),
            issued_on=dt.date(2027, 2, 28),
        )

        assert (drafted.total.currency, drafted.total.minor % 9000) == ("JPY", 0)


def test_clean_cover_is_of_people_in_the_directory(db):
    join(dirty=False)

    for employer in Employer.objects.all():
        people = {
            str(pk)
            for pk in Employee.objects.filter(employer=employer).values_list("pk", flat=True)
        }
        rows = enrolments.list_enrolments(actor=OPERATOR, employer_id=employer.pk)
        assert {str(row.employee_id) for row in rows} <= people


def test_the_people_survive_a_second_load(db):
    join(dirty=False)
    before = serialize("json", Employee.objects.order_by("pk"))

    call_command("loaddata", "seed.json", verbosity=0)

    assert serialize("json", Employee.objects.order_by("pk")) == before
    assert ACME in before
