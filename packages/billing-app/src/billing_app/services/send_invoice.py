"""
Number a draft and ask for its money.
"""

from uuid import UUID

from django.db import connection

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.errors import NothingToPay
from billing_app.queries.values import invoice_value
from billing_app.services.transition import transition
from domain_kit.actor import Actor
from domain_kit.money import Money


def send_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Send a draft: it gets the next number of its legal entity. An invoice of nothing is paid (C-32).

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is not a draft.
        NothingToPay: if its lines give back more than they ask for (C-32).
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return transition(
        "send_invoice",
        InvoiceStatus.SENT,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=_number,
    )


def _number(invoice: models.Invoice) -> None:
    invoice.number = next_number(invoice.account.legal_entity)
    # The total, not the lines: 60.00 and -60.00 are nothing to ask for.
    total = invoice_value(invoice).total
    if total < Money.zero(total.currency):
        raise NothingToPay(str(total))
    if not total:
        invoice.status = InvoiceStatus.PAID


def next_number(legal_entity: str) -> str:
    """
    The highest number of a legal entity plus one, without holes: the lock is held until commit, so
    a rollback gives its number back (C-29).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('billing number ' || %s, 0))",
            [legal_entity],
        )
        cursor.execute(
            """
            SELECT coalesce(max(number::bigint), 0) + 1 FROM billing_app_invoice
            JOIN billing_app_account ON billing_app_account.id = account_id
            WHERE legal_entity = %s AND number ~ '^[0-9]{1,18}$'
            """,
            [legal_entity],
        )
        (number,) = cursor.fetchone()
    return f"{number:06d}"
