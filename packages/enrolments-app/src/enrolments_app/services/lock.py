"""
Which enrolment does a command change? It is locked until the command has committed.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from domain_kit.actor import Actor
from enrolments_app import models
from enrolments_app.errors import EnrolmentNotFound, StaleVersion
from enrolments_app.queries.enrolments import visible


def locked(
    actor: Actor, enrolment_id: UUID, expected_version: int | None = None
) -> models.Enrolment:
    """
    The row, if the actor may see it; whoever else changes it waits.

    All cover of the employee by the benefit is locked, always in the order of ids: two ends that
    move towards each other would wait for one another.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it is at another version than the expected one, if one is given.
    """
    the_one = visible(actor).filter(
        pk=enrolment_id, employee_id=OuterRef("employee_id"), benefit_id=OuterRef("benefit_id")
    )
    rows = models.Enrolment.objects.select_for_update(of=("self",)).filter(Exists(the_one))
    row = next((row for row in rows.order_by("id") if row.pk == enrolment_id), None)
    if row is None:
        raise EnrolmentNotFound(enrolment_id)
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(enrolment_id, row.version, expected_version)
    return row


def lock_covers(*, employer_id: UUID, employee_id: str, benefit_ids: Collection[UUID]) -> None:
    """
    Lock what an employee has of several benefits before any of it is changed, in the order of ids
    as everybody does.
    """
    rows = models.Enrolment.objects.select_for_update(of=("self",)).filter(
        employer_id=employer_id, employee_id=employee_id, benefit_id__in=benefit_ids
    )
    list(rows.order_by("id").values_list("id"))
