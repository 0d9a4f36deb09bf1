"""
Which enrolment does a command change? It is locked until the command has committed.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app import models
from enrolments_app.errors import EnrolmentNotFound, StaleVersion
from enrolments_app.queries.enrolments import visible


def locked(
    actor: Actor, enrolment_id: UUID, expected_version: int | None = None
) -> models.Enrolment:
    """
    The row, if the actor may see it; whoever else changes it waits.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it is at another version than the expected one, if one is given.
    """
    row = visible(actor).select_for_update(of=("self",)).filter(pk=enrolment_id).first()
    if row is None:
        raise EnrolmentNotFound(enrolment_id)
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(enrolment_id, row.version, expected_version)
    return row
