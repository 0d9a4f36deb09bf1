"""
Fill a migrated host through its own APIs, and say in JSON what there is.

    cd host; python ../benchmarks/stage/populate.py --people 500 --benefits 10 --enrolled 200

Two employers, hours apart, each with two plan years: one around today, whose window closes today,
and one after it, whose window closed yesterday. Runs in the environment that is measured.
"""

import argparse
import datetime as dt
import inspect
import json
import sys
import zoneinfo
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from inside import enroller  # sets Django up

import enrolments_app
from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from host.directory.models import Employee, Employer, Membership
from host.directory.tokens.issue import store_token

ZONES = {"Alder": "Europe/London", "Birch": "Pacific/Kiritimati"}
SYSTEM = Actor.system("benchmark")
SELF_SERVICE = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500, help="employees of each employer")
    parser.add_argument("--benefits", type=int, default=10, help="benefits of each employer")
    parser.add_argument("--enrolled", type=int, default=0, help="of the first employer")
    options = parser.parse_args()
    with transaction.atomic():
        employers = [_employer(name, options.people, options.benefits) for name in ZONES]
    enrol = enroller(employers[0])
    enrolled = [str(enrol().id) for _ in range(options.enrolled)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    release = enrolments_app.__version__
    json.dump({"employers": employers, "enrolments": enrolled, "release": release}, sys.stdout)


def _employer(name: str, people: int, number: int) -> dict[str, object]:
    made = Employer.objects.create(name=name, time_zone=ZONES[name])
    now = dt.datetime.now(zoneinfo.ZoneInfo(ZONES[name]))
    # A run that begins just before midnight has the next day as its own: the window is still open.
    today = (now + dt.timedelta(minutes=15)).date()
    hired = today - dt.timedelta(days=3650)
    employees = Employee.objects.bulk_create(
        Employee(employer=made, name=f"{name} {n}", born_on=dt.date(1985, 3, 2), hired_on=hired)
        for n in range(people)
    )
    account = billing.open_account(
        actor=SYSTEM,
        idempotency_key=f"account {name}",
        employer_id=made.id,
        legal_entity=name,
        currency="GBP",
        terms_days=30,
        time_zone=ZONES[name],
    )
    year = Period.inclusive(today.replace(month=1, day=1), dt.date(today.year + 1, 12, 31))
    later = Period.inclusive(dt.date(today.year + 2, 1, 1), dt.date(today.year + 2, 12, 31))
    yesterday = now.date() - dt.timedelta(days=1)
    codes = [f"{name}{n:02}" for n in range(number)]
    ids = [_benefit(made.id, code) for code in codes]
    return {
        "id": str(made.id),
        "today": today.isoformat(),
        "year": [str(year.start), str(year.last)],
        "later": str(later.start),
        "employees": [employee.pk for employee in employees],
        "benefits": _offers(made, ids, codes, year, today),
        "closed": _offers(made, ids[:2], codes[:2], later, yesterday),
        "token": _token(f"hr-{name}", made, Role.HR),
        "account_id": str(account.id),
        "finance": _token(f"finance-{name}", made, Role.FINANCE),
        "self": [
            {"employee_id": each.pk, "token": _token(each.name, made, Role.EMPLOYEE, each)}
            for each in employees[:SELF_SERVICE]
        ],
    }


def _benefit(employer_id: UUID, code: str) -> UUID:
    return benefits.define_benefit(
        actor=SYSTEM,
        idempotency_key=f"benefit {code}",
        employer_id=employer_id,
        code=code,
        name=f"Benefit {code}",
        category=benefits.Category.MEDICAL,
        funding=benefits.Funding.EMPLOYER_PAID,
    ).id


def _offers(
    made: Employer, ids: list[UUID], codes: list[str], period: Period, closes_on: dt.date
) -> list[list[str]]:
    """
    Two published options of each benefit, in a plan year whose window closes after that day.
    """
    key = f"{made.name} {period.start}"
    year = benefits.define_plan_year(
        actor=SYSTEM,
        idempotency_key=f"year {key}",
        employer_id=made.id,
        period=period,
        time_zone=made.time_zone,
    )
    offered = [
        [
            _option(benefit, year.id, f"{code}{letter}{period.start.year}", Money.of(price, "GBP"))
            for letter, price in (("A", "60.00"), ("B", "85.50"))
        ]
        for benefit, code in zip(ids, codes, strict=True)
    ]
    benefits.publish_plan_year(actor=SYSTEM, idempotency_key=f"publish {key}", plan_year_id=year.id)
    benefits.open_window(
        actor=SYSTEM,
        idempotency_key=f"window {key}",
        plan_year_id=year.id,
        kind="annual",
        opens_on=closes_on - dt.timedelta(days=20),
        closes_on=closes_on,
    )
    return offered


def _option(benefit_id: UUID, plan_year_id: UUID, code: str, price: Money) -> str:
    """
    The id of a new option that has a price, as the installed release is told it.
    """
    flat = "monthly_price" in inspect.signature(benefits.define_option).parameters
    made = benefits.define_option(
        actor=SYSTEM,
        idempotency_key=f"option {code}",
        benefit_id=benefit_id,
        plan_year_id=plan_year_id,
        code=code,
        name=f"Option {code}",
        **({"monthly_price": price} if flat else {}),
    )
    if not flat:
        benefits.publish_rates(
            actor=SYSTEM,
            idempotency_key=f"rates {code}",
            option_id=made.option_id,
            starts_on=made.plan_year.start,
            bands=(benefits.Band(age_from=0, age_to=120, monthly=price),),
            reason="benchmark",
        )
    return str(made.option_id)


def _token(name: str, made: Employer, role: Role, employee: Employee | None = None) -> str:
    user = get_user_model().objects.create(username=name.lower().replace(" ", "-"))
    membership = Membership.objects.create(
        user=user, role=role.value, employer=made, employee=employee
    )
    return store_token(membership=membership, label="benchmark").secret


if __name__ == "__main__":
    main()
