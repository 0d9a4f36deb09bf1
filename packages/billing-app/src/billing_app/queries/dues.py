"""
What is still owed on an invoice?
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db import connection

_DUES = """
    SELECT invoice.id,
           coalesce((SELECT sum(amount) FROM billing_app_invoiceline
                     WHERE invoice_id = invoice.id), 0)
         - coalesce((SELECT sum(amount) FROM billing_app_payment_allocation
                     WHERE invoice_id = invoice.id AND reversed_at IS NULL), 0)
    FROM billing_app_invoice invoice WHERE invoice.id = ANY(%s)
"""


def dues_of(invoice_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """
    Lines minus what was allocated, in the stored unit, in one statement whatever the lines.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUES, [list(invoice_ids)])
        return dict(cursor.fetchall())
