"""
What does a carrier have to be told: what changed since its last file, or everything?
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import Person
from enrolments_app.data.carrier import CarrierAction, CarrierActionKind, CarrierCover, CarrierFile
from enrolments_app.feed import FEED
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.people_of_many import people_of_many
from enrolments_app.queries.values import change_value, days_of
from enrolments_app.rules import carrier_lines
from enrolments_app.rules.reduce_changes import reduce_changes


def carrier_changes(
    *,
    actor: Actor,
    employer_id: UUID,
    since: int = 0,
    plan_ids: Collection[UUID] = (),
    benefit_ids: Collection[UUID] = (),
) -> CarrierFile:
    """
    The change file: what changed on balance after the cursor `since`, a line for each person. No
    plan and no benefit named means all; a carrier's are in the catalogue.

    Its `cursor` is where the next file goes on, even if there was nothing to say.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    horizon = FEED.horizon()
    rows = models.EnrolmentChange.objects.filter(
        employer_id=employer_id, id__gt=since, id__lte=horizon
    )
    if plan_ids:
        rows = rows.filter(enrolment__plan_id__in=plan_ids)
    if benefit_ids:
        rows = rows.filter(enrolment__benefit_id__in=benefit_ids)
    log = list(rows.select_related("enrolment").order_by("id"))
    people = people_of_many({change.enrolment_id: change.enrolment for change in log}.values())
    actions = reduce_changes(
        [change_value(change) for change in log],
        members={
            enrolment_id: tuple(_who(person) for person in covered)
            for enrolment_id, covered in people.items()
        },
    )
    lines = (
        line
        for action in actions
        for line in carrier_lines.lines_of(action, people[action.enrolment_id])
    )
    return carrier_lines.carrier_file(lines, cursor=max(since, horizon), full=False)


def carrier_roster(
    *,
    actor: Actor,
    employer_id: UUID,
    on: dt.date,
    plan_ids: Collection[UUID] = (),
    benefit_ids: Collection[UUID] = (),
) -> CarrierFile:
    """
    The full file: all cover in force on a day or later. To a carrier, whoever is missing is not
    covered; `cursor` is where change files go on after it.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    # Asked first: a change that commits meanwhile is in the file, and told again as no change.
    horizon = FEED.horizon()
    rows = list(_in_force(employer_id, on, plan_ids, benefit_ids))
    people = people_of_many(rows)
    lines = (line for row in rows for line in carrier_lines.lines_of(_audit(row), people[row.id]))
    return carrier_lines.carrier_file(lines, cursor=horizon, full=True)


def _in_force(
    employer_id: UUID, on: dt.date, plan_ids: Collection[UUID], benefit_ids: Collection[UUID]
) -> "QuerySet[models.Enrolment]":
    rows = models.Enrolment.objects.filter(
        COUNTS, employer_id=employer_id, coverage__overlap=(on, None)
    )
    if plan_ids:
        rows = rows.filter(plan_id__in=plan_ids)
    if benefit_ids:
        rows = rows.filter(benefit_id__in=benefit_ids)
    return rows.order_by("employee_id", "benefit_id", "coverage")


def _audit(row: models.Enrolment) -> CarrierAction:
    days = days_of(row)
    return CarrierAction(
        kind=CarrierActionKind.AUDIT,
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        plan_id=row.plan_id,
        before=None,
        after=CarrierCover(
            option_id=row.option_id,
            label=row.label,
            coverage=days,
            monthly=Money.of(row.monthly_price, row.currency),
        ),
        effective_on=days.start,
        enrolment_id=row.id,
    )


def _who(person: Person) -> str:
    return "|".join((person.key, person.relationship, person.name, str(person.born_on or "")))
