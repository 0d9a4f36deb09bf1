"""
Which billing runs has an employer had, and how far are they?
"""

from uuid import UUID

from django.db.models import Q

from billing_app import models
from billing_app.data import BillingRun, RunStatus
from billing_app.errors import RunNotFound
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period


def list_runs(
    *, actor: Actor, employer_id: UUID, limit: int = 50, after: UUID | None = None
) -> tuple[BillingRun, ...]:
    """
    The employer's runs, newest first; `limit` of them behind the run `after`.

    Raises:
        RunNotFound: if `after` is no run of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    rows = models.BillingRun.objects.filter(account__employer_id=employer_id)
    if after is not None:
        place = rows.filter(pk=after).values_list("started_at", flat=True).first()
        if place is None:
            raise RunNotFound(after)
        rows = rows.filter(Q(started_at__lt=place) | Q(started_at=place, id__lt=after))
    ordered = rows.select_related("account").order_by("-started_at", "-id")
    return tuple(run_value(row) for row in ordered[:limit])


def get_run(*, actor: Actor, run_id: UUID) -> BillingRun:
    """
    One run.

    Raises:
        RunNotFound: if it is none of the actor's employers'.
        NotPermitted: unless finance or operator.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    rows = actor.scope(models.BillingRun.objects, "account__employer_id")
    row = rows.select_related("account").filter(pk=run_id).first()
    if row is None:
        raise RunNotFound(run_id)
    return run_value(row)


def run_value(row: models.BillingRun) -> BillingRun:
    """
    A run, read with its account.
    """
    return BillingRun(
        id=row.id,
        account_id=row.account_id,
        employer_id=row.account.employer_id,
        month=Period.month(row.month),
        issued_on=row.issued_on,
        status=RunStatus(row.status),
        sources=row.sources,
        charged=row.charged,
        problem=row.problem,
        invoice_id=row.invoice_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
