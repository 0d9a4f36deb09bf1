"""
What does an alert say in a few words, and where is what it is about?
"""

import dataclasses
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Any] = {
    "unallocated-money": _("Money that belongs to no invoice"),
    "amount-mismatch": _("Another amount was collected than was asked for"),
    "other-gateway": _("An outcome that only another gateway knows"),
    "attempt-not-found": _("A try that the gateway never heard of"),
    "shared-reference": _("Two tries with one reference"),
    "unknown-reference": _("Money for a try that is not known"),
    "repeated-reference": _("Two payments with one reference"),
    "chargeback": _("A bank took a payment back"),
    "refund-open": _("A refund whose outcome is not known"),
    "invoice-undelivered": _("An invoice could not be mailed"),
    "credit-note-undelivered": _("A credit note could not be mailed"),
    "reminder-unmailed": _("A reminder could not be mailed"),
    "webhook-not-applied": _("Something a gateway told us cannot be"),
    "event-not-delivered": _("An event reached nobody"),
    "endpoint-disabled": _("Somebody does not listen to events any more"),
}
# The kinds whose subject has a page.
_PAGES = {
    "unallocated-money": "payment",
    "repeated-reference": "payment",
    "chargeback": "payment",
    "invoice-undelivered": "invoice",
    "reminder-unmailed": "invoice",
    "credit-note-undelivered": "credit-note",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    An alert, what it is in a few words, and the address of its subject, if that has a page.
    """

    alert: Any
    title: Any
    address: str


def decision(alert: Any) -> Decision:
    """
    What a person decides about an alert; one of a newer release is shown by its kind.
    """
    page = _PAGES.get(alert.kind)
    return Decision(
        alert=alert,
        title=TITLES.get(alert.kind, alert.kind.replace("-", " ").capitalize()),
        address=reverse(page, args=[alert.subject]) if page and alert.subject else "",
    )
