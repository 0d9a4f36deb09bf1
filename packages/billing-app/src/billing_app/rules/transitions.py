"""
Which status may follow which?
"""

from uuid import UUID

from billing_app.data import InvoiceStatus
from billing_app.errors import IllegalTransition

FOLLOWS = {
    InvoiceStatus.DRAFT: {InvoiceStatus.OPEN, InvoiceStatus.VOID},
    InvoiceStatus.OPEN: {InvoiceStatus.PAID, InvoiceStatus.VOID, InvoiceStatus.UNCOLLECTIBLE},
    InvoiceStatus.UNCOLLECTIBLE: {InvoiceStatus.PAID, InvoiceStatus.VOID},
    InvoiceStatus.PAID: set[InvoiceStatus](),
    InvoiceStatus.VOID: set[InvoiceStatus](),
}
# The words of 2.4, which may be serving beside this release while it migrates.
_OLD_WORDS = {"sent": InvoiceStatus.OPEN, "cancelled": InvoiceStatus.VOID}


def status_of(word: str) -> InvoiceStatus:
    """
    The status that a stored word says.
    """
    return _OLD_WORDS.get(word) or InvoiceStatus(word)


def require_transition(invoice_id: UUID, status: str, wanted: InvoiceStatus) -> None:
    """
    Raises:
        IllegalTransition: if `wanted` does not follow `status`.
    """
    if wanted not in FOLLOWS[status_of(status)]:
        raise IllegalTransition(invoice_id, status_of(status), wanted)
