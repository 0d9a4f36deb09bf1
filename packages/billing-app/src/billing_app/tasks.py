"""
How does a billing run become a task of the host's engine, one an employer?

Django's task framework, or its backport where Django has none yet (the extra `[tasks]`): the host
chooses the engine in its settings, and the default one runs a task at once. A task that is run
twice, or killed and run again, goes on where it was left.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from billing_app import api, models
from domain_kit.actor import Actor

try:
    from django.tasks import task
except ImportError:  # Django before 6.0
    from django_tasks import task


@task()
def bill_employer(*, employer_id: str, month: str, issued_on: str, key: str = "") -> str | None:
    """
    `run_billing` of one employer, of ISO 8601 days; the invoice's id, if there is one. It reads no
    invoice: one of a large employer is larger than a worker should hold.
    """
    run = api.bill_employer(
        actor=Actor.system("billing_run"),
        idempotency_key=key or f"billing_run {month[:7]} {issued_on}",
        employer_id=UUID(employer_id),
        month=dt.date.fromisoformat(month),
        issued_on=dt.date.fromisoformat(issued_on),
    )
    return str(run.invoice_id) if run and run.invoice_id else None


def enqueue_billing(
    *, month: dt.date, issued_on: dt.date, employer_ids: Iterable[UUID] | None = None, key: str = ""
) -> tuple[Any, ...]:
    """
    One task for each employer that is given, or that has an account and is not on hold. The results
    of `enqueue`, in the order of the employers.
    """
    if employer_ids is None:
        accounts = models.BillingAccount.objects.filter(hold_reason="").order_by("employer_id")
        employer_ids = accounts.values_list("employer_id", flat=True).iterator()
    return tuple(
        bill_employer.enqueue(
            employer_id=str(each), month=month.isoformat(), issued_on=issued_on.isoformat(), key=key
        )
        for each in employer_ids
    )
