"""
An employer that offers and is billed, on a day in March 2027.
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters import electing
from host.directory.models import Employee, Employer

YEAR = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
NOW = dt.datetime(2027, 3, 15, 12, tzinfo=dt.UTC)
APRIL = dt.date(2027, 4, 1)


def key() -> str:
    return uuid4().hex


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    An employer with a published plan year 2027, nobody's windows, and an account.
    """

    employer: Employer
    year: UUID
    currency: str

    def actor(self, role: Role, person: Employee | None = None) -> Actor:
        return Actor(
            id=f"{role.value}-{self.employer.pk}",
            role=role,
            employer_ids=frozenset({self.employer.pk}),
            employee_id=str(person.pk) if person else None,
        )

    @property
    def hr(self) -> Actor:
        return self.actor(Role.HR)

    def person(self, born_on: dt.date | None = None) -> Employee:
        return Employee.objects.create(
            employer=self.employer, name="Somebody", hired_on=dt.date(2020, 1, 1), born_on=born_on
        )

    def option(
        self, price: str, *bands: tuple[int, int, str], employer_pays: int | None = None
    ) -> UUID:
        """A published option; with bands, its rates by age. The employer pays a percentage, if said."""
        benefit = benefits.define_benefit(
            actor=self.hr,
            idempotency_key=key(),
            employer_id=self.employer.pk,
            code=key()[:8],
            name="Medical",
            category=benefits.Category.MEDICAL,
            funding=benefits.Funding.EMPLOYER_PAID,
        )
        made = benefits.define_option(
            actor=self.hr,
            idempotency_key=key(),
            benefit_id=benefit.id,
            plan_year_id=self.year,
            code="STD",
            name="Standard",
            monthly_price=Money.of(price, self.currency),
        )
        if bands:
            self.rates(made.option_id, YEAR.start, *bands)
        if employer_pays is not None:
            part = benefits.Contribution(
                kind=benefits.ContributionKind.PERCENT, percent=Decimal(employer_pays)
            )
            benefits.define_contributions(
                actor=self.hr,
                idempotency_key=key(),
                plan_id=made.plan_id,
                scheme=benefits.ContributionScheme(contributions=(part,)),
            )
        benefits.publish_plan_year(actor=self.hr, idempotency_key=key(), plan_year_id=self.year)
        return made.option_id

    def rates(self, option: UUID, starts_on: dt.date, *bands: tuple[int, int, str]) -> None:
        benefits.publish_rates(
            actor=self.hr,
            idempotency_key=key(),
            option_id=option,
            starts_on=starts_on,
            reason="a carrier's letter",
            bands=[
                benefits.Band(age_from=a, age_to=b, monthly=Money.of(price, self.currency))
                for a, b, price in bands
            ],
        )

    def open(self, first: dt.date, last: dt.date) -> None:
        benefits.open_window(
            actor=self.hr,
            idempotency_key=key(),
            plan_year_id=self.year,
            kind="annual",
            opens_on=first,
            closes_on=last,
        )

    def enrol(
        self,
        person: Employee,
        option: UUID,
        on: dt.date,
        *,
        actor: Actor | None = None,
        **more: Any,
    ) -> enrolments.Enrolment:
        return electing.enrol(
            actor=actor or self.hr,
            idempotency_key=key(),
            employee_id=person.pk,
            option_id=option,
            starts_on=on,
            **more,
        )

    def bill(self, month: dt.date) -> Money | None:
        drafted = billing.run_billing(
            actor=self.actor(Role.FINANCE),
            idempotency_key=key(),
            employer_id=self.employer.pk,
            month=month,
            issued_on=month,
        )
        return drafted.total if drafted else None


def make_place(zone: str = "Europe/London", currency: str = "GBP") -> Place:
    employer = Employer.objects.create(name=f"Employer {key()}", time_zone=zone)
    operator = Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
    year = benefits.define_plan_year(
        actor=operator,
        idempotency_key=key(),
        employer_id=employer.pk,
        period=YEAR,
        time_zone=zone,
    )
    billing.open_account(
        actor=operator,
        idempotency_key=key(),
        employer_id=employer.pk,
        legal_entity=employer.name,
        currency=currency,
        terms_days=30,
        time_zone=zone,
    )
    return Place(employer=employer, year=year.id, currency=currency)


@pytest.fixture
def clock(monkeypatch):
    """
    Sets what time it is.
    """

    def set_to(now: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_to(NOW)
    return set_to


@pytest.fixture
def place(db, clock):
    return make_place()
