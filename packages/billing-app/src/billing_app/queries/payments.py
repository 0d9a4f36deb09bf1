"""
Which money has an employer paid, what was tried, and what must somebody look at?
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from billing_app import data, models
from billing_app.errors import AlertNotFound, AttemptNotFound, PaymentNotFound
from billing_app.queries.paging import page_by_id
from billing_app.queries.values import attempt_value, money
from domain_kit.actor import Actor, Role

_READERS = (Role.FINANCE, Role.OPERATOR)


def visible_payments(actor: Actor) -> QuerySet[models.Payment]:
    """
    The payments of the actor's employers, with all a receipt needs, in three statements.
    """
    earlier = models.Payment.objects.filter(
        account=OuterRef("account"), reference=OuterRef("reference"), id__lt=OuterRef("id")
    )
    return _payments(actor).annotate(repeated=Exists(earlier))


def _payments(actor: Actor) -> QuerySet[models.Payment]:
    rows = models.Payment.objects.select_related("account")
    scoped: QuerySet[models.Payment] = actor.scope(
        rows.prefetch_related("allocations", "refunds"), "account__employer_id"
    )
    return scoped


def _with_repeated(page: Iterable[models.Payment]) -> list[models.Payment]:
    """
    Payments as `visible_payments` has them. All their references are looked up together: there is
    no index of references, and a look for each row would read all the account's payments each time.
    """
    rows = list(page)
    firsts = {
        (account_id, reference): first
        for account_id, reference, first in models.Payment.objects.filter(
            account__in={row.account_id for row in rows},
            reference__in={row.reference for row in rows if row.reference},
        )
        .order_by("account", "reference", "id")
        .distinct("account", "reference")
        .values_list("account_id", "reference", "id")
    }
    for row in rows:
        first = firsts.get((row.account_id, row.reference), row.id)
        row.repeated = first < row.id  # type: ignore[attr-defined]  # as the annotation
    return rows


def receipt_value(row: models.Payment) -> data.Receipt:
    """
    A payment, read by `visible_payments`.
    """
    assert row.account is not None
    currency = row.account.currency
    return data.Receipt(
        id=row.id,
        employer_id=row.account.employer_id,
        amount=money(row.amount, currency),
        received_on=row.received_on,
        reference=row.reference,
        method=row.method,
        allocations=tuple(
            allocation_value(each, currency)
            for each in sorted(row.allocations.all(), key=lambda each: each.id)
        ),
        reversed_at=row.reversed_at,
        refunded=money(
            sum(
                (
                    each.amount
                    for each in row.refunds.all()
                    if each.status not in data.REFUND_FAILED
                ),
                Decimal(),
            ),
            currency,
        ),
        repeated_reference=bool(row.reference and row.repeated),  # type: ignore[attr-defined]  # annotated
        debit_invoice_id=row.debit_invoice_id,
    )


def allocation_value(row: models.PaymentAllocation, currency: str) -> data.Allocation:
    """
    An allocation.
    """
    return data.Allocation(
        id=row.id,
        payment_id=row.payment_id,
        invoice_id=row.invoice_id,
        amount=money(row.amount, currency),
        allocated_at=row.allocated_at,
        reversed_at=row.reversed_at,
    )


def alert_value(row: models.Alert) -> data.Alert:
    """
    An alert, read with its account.
    """
    return data.Alert(
        id=row.id,
        employer_id=row.account.employer_id if row.account else None,
        kind=row.kind,
        subject=row.subject,
        text=row.text,
        raised_at=row.raised_at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
    )


def get_payment(*, actor: Actor, payment_id: UUID) -> data.Receipt:
    """
    One payment, with its allocations.

    Raises:
        PaymentNotFound: if the actor can see no such payment.
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(*_READERS)
    row = visible_payments(actor).filter(pk=payment_id).first()
    if row is None:
        raise PaymentNotFound(payment_id)
    return receipt_value(row)


def list_payments(
    *,
    actor: Actor,
    employer_id: UUID,
    limit: int = 50,
    after: UUID | None = None,
    newest_first: bool = False,
    invoice_id: UUID | None = None,
    references: Iterable[str] | None = None,
) -> tuple[data.Receipt, ...]:
    """
    An employer's payments in the order they were recorded, or `newest_first`; those of which some
    was ever allocated to `invoice_id`, and those with one of the `references`, if given; `limit` of
    them behind `after`.

    Raises:
        PaymentNotFound: if `after` is no payment of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = _payments(actor).filter(account__employer_id=employer_id)
    if invoice_id is not None:
        theirs = models.PaymentAllocation.objects.filter(invoice_id=invoice_id)
        rows = rows.filter(pk__in=theirs.values("payment_id"))
    if references is not None:
        rows = rows.filter(reference__in=list(references))
    page = page_by_id(
        rows, limit=limit, after=after, newest_first=newest_first, not_found=PaymentNotFound
    )
    return tuple(receipt_value(row) for row in _with_repeated(page))


def list_attempts(
    *,
    actor: Actor,
    employer_id: UUID,
    in_flight: bool = False,
    limit: int = 50,
    after: UUID | None = None,
    newest_first: bool = False,
    invoice_id: UUID | None = None,
) -> tuple[data.PaymentAttempt, ...]:
    """
    An employer's attempts in the order they were begun, or `newest_first`; only those whose outcome
    is open if `in_flight`, those to collect `invoice_id` if given; `limit` of them behind `after`.

    Raises:
        AttemptNotFound: if `after` is no attempt of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = models.PaymentAttempt.objects.select_related("invoice__account").filter(
        invoice__account__employer_id=employer_id
    )
    if invoice_id is not None:
        rows = rows.filter(invoice_id=invoice_id)
    # Behind one that has its outcome meanwhile, too: a page is read while attempts end.
    if after is not None and not rows.filter(pk=after).exists():
        raise AttemptNotFound(after)
    if in_flight:
        rows = rows.filter(status__in=data.IN_FLIGHT)
    if after is not None:
        rows = rows.filter(pk__lt=after) if newest_first else rows.filter(pk__gt=after)
    ordered = rows.order_by("-id" if newest_first else "id")
    return tuple(attempt_value(row) for row in ordered[:limit])


def list_alerts(
    *,
    actor: Actor,
    employer_id: UUID | None = None,
    resolved: bool = False,
    limit: int = 50,
    after: UUID | None = None,
) -> tuple[data.Alert, ...]:
    """
    The alerts of an employer, or of all the actor's employers, in the order they were raised; only
    open ones unless `resolved`. Those of no account are for who sees every employer.

    Raises:
        AlertNotFound: if `after` is no alert of the list.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    rows = actor.scope(models.Alert.objects.select_related("account"), "account__employer_id")
    if employer_id is not None:
        actor.require_employer(employer_id)
        rows = rows.filter(account__employer_id=employer_id)
    if after is not None:
        if not rows.filter(pk=after).exists():
            raise AlertNotFound(after)
        rows = rows.filter(pk__gt=after)
    if not resolved:
        rows = rows.filter(resolved_at=None)
    return tuple(alert_value(row) for row in rows.order_by("id")[:limit])
