"""
Which status may follow which?
"""

from uuid import UUID

from billing_app.data import InvoiceStatus
from billing_app.errors import IllegalTransition

FOLLOWS = {
    InvoiceStatus.DRAFT: {InvoiceStatus.SENT, InvoiceStatus.CANCELLED},
    InvoiceStatus.SENT: {InvoiceStatus.PAID, InvoiceStatus.CANCELLED},
    InvoiceStatus.PAID: set[InvoiceStatus](),
    InvoiceStatus.CANCELLED: set[InvoiceStatus](),
}


def require_transition(invoice_id: UUID, status: str, wanted: InvoiceStatus) -> None:
    """
    Raises:
        IllegalTransition: if `wanted` does not follow `status`.
    """
    if wanted not in FOLLOWS[InvoiceStatus(status)]:
        raise IllegalTransition(invoice_id, status, wanted)
