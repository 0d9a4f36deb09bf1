"""
Ask the gateway what became of attempts nobody knows the outcome of.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from billing_app import conf, models
from billing_app.data import IN_FLIGHT, AttemptStatus, NotFound, Outcome, PaymentAttempt, Unknown
from billing_app.ports import PaymentGateway, name_of
from billing_app.queries.values import attempt_value
from billing_app.rules.attempts import heard
from billing_app.services import alerts
from billing_app.services.dispatch import require_no_transaction
from billing_app.services.record_outcome import record_outcome
from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date


def reconcile_attempts(
    *, actor: Actor, employer_id: UUID, received_on: dt.date
) -> tuple[PaymentAttempt, ...]:
    """
    Find an end for every attempt of an employer in flight (C-36); safe to repeat.

    One that was never sent is closed. About the others the gateway that began them is asked; one
    that it never heard of is closed as well, and `collect` may begin it again. Those of a gateway
    that is not configured any more raise an alert and are left alone.

    Raises:
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    require_no_transaction("reconcile_attempts")
    rows = _in_flight().filter(invoice__account__employer_id=employer_id)
    return _reconcile(list(rows), received_on)


def reconcile_due_attempts(*, actor: Actor, limit: int = 500) -> tuple[PaymentAttempt, ...]:
    """
    The same for the attempts of every employer whose time to be asked about has come: 5 minutes,
    an hour and then a day after they became unknown; an hour and then a day if pending (C-36).

    Money is received on the account's own day.

    Raises:
        MustNotBeInTransaction: if called inside one.
        NotPermitted: unless finance or operator.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    require_no_transaction("reconcile_due_attempts")
    rows = actor.scope(_in_flight(), "invoice__account__employer_id")
    # Attempts of older releases have no time; their answer was due long ago.
    due = rows.filter(Q(next_ask_at=None) | Q(next_ask_at__lte=timezone.now()))
    return _reconcile(list(due[:limit]), None)


def _in_flight() -> QuerySet[models.PaymentAttempt]:
    rows = models.PaymentAttempt.objects.select_related("invoice__account")
    return rows.filter(status__in=IN_FLIGHT).order_by("created_at", "id")


def _reconcile(
    rows: list[models.PaymentAttempt], received_on: dt.date | None
) -> tuple[PaymentAttempt, ...]:
    gateway = conf.payment_gateway.resolve()
    for row in rows:
        if row.status == AttemptStatus.CREATED:
            _close(row)
        elif row.gateway != name_of(gateway):
            _refuse(row, name_of(gateway))
        else:
            day = received_on or business_date(row.invoice.account.time_zone)
            record_outcome(row.pk, _ask(gateway, row), received_on=day, asked=True)
    again = models.PaymentAttempt.objects.select_related("invoice__account")
    known = again.in_bulk([row.pk for row in rows])
    return tuple(attempt_value(known[row.pk]) for row in rows)


def _close(row: models.PaymentAttempt) -> None:
    # Its process died before it moved the attempt to sent, which is when the gateway is called. One
    # that is still alive finds it closed, and does not call.
    models.PaymentAttempt.objects.filter(pk=row.pk, status=AttemptStatus.CREATED).update(
        status=AttemptStatus.UNAVAILABLE,
        detail="Closed, nothing was collected: it was never sent to the gateway",
        next_ask_at=None,
    )


def _refuse(row: models.PaymentAttempt, configured: str) -> None:
    alerts.raise_alert(
        alerts.OTHER_GATEWAY,
        account_id=row.invoice.account_id,
        subject=row.pk,
        text=f"Attempt {row.pk} was begun by {row.gateway}, and the gateway is {configured} now, "
        f"which is not asked about it. Look it up at {row.gateway} and end it with "
        "close_attempt().",
    )


def _ask(gateway: PaymentGateway, row: models.PaymentAttempt) -> Outcome | NotFound:
    try:
        # Without a reference the gateway knows the attempt by our key, which is its id.
        return heard(gateway.fetch(row.gateway_reference or str(row.pk)))
    except Exception as exc:  # one silent answer must not keep the others waiting
        return Unknown(reason=f"{type(exc).__name__}: {exc}")
