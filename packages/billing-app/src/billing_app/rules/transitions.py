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
# The words of 3.0.0, which may be upgrading beside this release.
_NEW_WORDS = {
    "open": InvoiceStatus.SENT,
    "void": InvoiceStatus.CANCELLED,
    "uncollectible": InvoiceStatus.SENT,
}


def status_of(word: str) -> InvoiceStatus:
    """
    The status that a stored word says.
    """
    return _NEW_WORDS.get(word) or InvoiceStatus(word)


def require_transition(invoice_id: UUID, status: str, wanted: InvoiceStatus) -> None:
    """
    Raises:
        IllegalTransition: if `wanted` does not follow `status`.
    """
    if wanted not in FOLLOWS[status_of(status)]:
        raise IllegalTransition(invoice_id, status_of(status), wanted)
