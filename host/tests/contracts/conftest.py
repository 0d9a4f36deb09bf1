"""
The world a contract test makes for itself: an employer, its people, an offer, an account.

The tests run on the database as the upgrade left it, seeded or empty, and leave nothing in it: the
world is made once, in a transaction that never commits, and each test is a savepoint in it that is
rolled back. No test database is made, because a fresh one would show what new migrations create
and not what they did to the old rows.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from host.directory.days import today_in
from host.directory.models import Employee, Employer, Membership
from tests.contracts.forms import open_window

# Its middleware is loaded once, not for every client.
HANDLER = ClientHandler(enforce_csrf_checks=False)
YEAR = 2041
FIRST_DAY = dt.date(YEAR, 2, 10)


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """
    Use the migrated database as it is.
    """


@pytest.fixture(scope="session")
def uncommitted(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """
    The transaction around all tests.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # a durable block is the outermost one of its test
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def rolled_back(uncommitted: None, db: None) -> None:
    """
    Every contract test reads and writes inside a savepoint that is rolled back.
    """


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    What a contract test starts from.
    """

    employer: Employer
    employee: Employee
    option_id: uuid.UUID
    plan_year_id: uuid.UUID
    account_id: uuid.UUID | None

    def actor(self, role: Role) -> Actor:
        """Somebody of this employer."""
        return Actor(
            id=f"contract-{role.value}-{self.employer.id}",
            role=role,
            employer_ids=frozenset({self.employer.id}),
            employee_id=str(self.employee.pk) if role is Role.EMPLOYEE else None,
        )

    def client(self, role: Role) -> Client:
        """A browser that is logged in as that somebody."""
        user = get_user_model().objects.create_user(f"contract-{role.value}-{uuid.uuid4().hex[:8]}")
        Membership.objects.create(
            user=user,
            role=role.value,
            employer=self.employer,
            employee=self.employee if role is Role.EMPLOYEE else None,
        )
        client = Client()
        client.handler = HANDLER
        client.force_login(user)
        return client


def make_world(name: str, *, window: bool = True, account: bool = True) -> World:
    """
    An employer with one employee, one published option at 60.00 GBP, a window that is open now,
    and a billing account unless nobody bills it yet.
    """
    employer = Employer.objects.create(name=name, time_zone="Europe/London")
    employee = Employee.objects.create(
        employer=employer, name="Contract Person", hired_on=dt.date(2020, 1, 1)
    )
    # A name of its own: newer releases keep an actor's keys apart, older ones an employer's.
    hr = Actor(id=f"contract-{employer.id}", role=Role.HR, employer_ids=frozenset({employer.id}))
    year = benefits.define_plan_year(
        actor=hr,
        idempotency_key="year",
        employer_id=employer.id,
        period=Period.inclusive(dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)),
        time_zone="Europe/London",
    )
    benefit = benefits.define_benefit(
        actor=hr,
        idempotency_key="benefit",
        employer_id=employer.id,
        code="MED",
        name="Private medical",
        category=benefits.Category.MEDICAL,
        funding=benefits.Funding.EMPLOYER_PAID,
    )
    offer = benefits.define_option(
        actor=hr,
        idempotency_key="option",
        benefit_id=benefit.id,
        plan_year_id=year.id,
        code="STD",
        name="Standard",
        monthly_price=Money.of("60.00", "GBP"),
    )
    benefits.publish_plan_year(actor=hr, idempotency_key="publish", plan_year_id=year.id)
    if window:
        open_window(
            actor=hr, key="window", plan_year_id=year.id, today=today_in(employer.time_zone)
        )
    return World(
        employer=employer,
        employee=employee,
        option_id=offer.option_id,
        plan_year_id=year.id,
        account_id=_account(hr, employer).id if account else None,
    )


def _account(hr: Actor, employer: Employer) -> billing.Account:
    return billing.open_account(
        actor=dataclasses.replace(hr, role=Role.FINANCE),
        idempotency_key="account",
        employer_id=employer.id,
        legal_entity=f"Contract {employer.id}",
        currency="GBP",
        terms_days=30,
        time_zone="Europe/London",
    )


@pytest.fixture(scope="session")
def world(uncommitted: None) -> World:
    return make_world("Contract Ltd")


@pytest.fixture(scope="session")
def elsewhere(uncommitted: None) -> World:
    return make_world("Elsewhere Ltd")
