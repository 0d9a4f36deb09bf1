"""
What do billing's words mean to who reads them?
"""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
WORDS: dict[str, Any] = {
    "draft": _("Draft"),
    "open": _("Open"),
    "sent": _("Open"),
    "paid": _("Paid"),
    "void": _("Void"),
    "cancelled": _("Void"),
    "uncollectible": _("Given up"),
    "running": _("Running"),
    "done": _("Done"),
    "parked": _("Parked"),
    "failed": _("Failed"),
    "employer": _("Employer"),
    "employee": _("Employees"),
    "bank": _("Bank transfer"),
    "credit-note": _("Credit note"),
    "recurring": _("Cover"),
    "adjustment": _("Correction"),
    "fee": _("Fee"),
    "tax": _("Tax"),
    "rounding": _("Rounding"),
    "premium-payable": _("Premiums to pass on"),
    "receivable": _("Receivable"),
    "customer-credit": _("Customers' credit"),
    "cash": _("Bank and gateway"),
    "bad-debt": _("Bad debt"),
    "vat": _("VAT"),
    "premium-tax": _("Insurance premium tax"),
    "opening": _("Opening balance"),
    "invoice": _("Invoice"),
    "payment": _("Payment"),
    "refund": _("Refund"),
    "reversal": _("Payment taken back"),
}
ATTEMPTS: dict[str, Any] = {
    "created": _("Not sent yet"),
    "sent": _("Outcome unknown"),
    "pending": _("Pending at the gateway"),
    "unknown": _("Outcome unknown"),
    "succeeded": _("Collected"),
    "declined": _("Declined"),
    "unavailable": _("Nothing collected"),
}
REFUNDS: dict[str, Any] = ATTEMPTS | {
    "succeeded": _("Paid out"),
    "declined": _("Refused"),
    "unavailable": _("Not paid out"),
}
ROLES: dict[str, Any] = {
    "employee": _("Employee"),
    "hr": _("HR"),
    "finance": _("Finance"),
    "operator": _("Operator"),
}
# Which colour a chip has (portal.css).
LOOKS = {
    "succeeded": "good",
    "declined": "bad",
    "unavailable": "quiet",
    "unknown": "soon",
    "sent": "soon",
    "created": "soon",
    "pending": "soon",
}


@register.filter
def word(value: Any) -> Any:
    """
    A word of billing in the reader's language; one that is not known is shown as it is.
    """
    text = str(value)
    return WORDS.get(text, text.replace("-", " ").capitalize())


@register.filter
def role_name(value: Any) -> Any:
    """
    What somebody is.
    """
    return ROLES.get(str(value), str(value))


@register.filter
def outcome(value: Any) -> Any:
    """
    What became of a try to collect.
    """
    return ATTEMPTS.get(str(value), str(value))


@register.filter
def paid_out(value: Any) -> Any:
    """
    What became of a refund.
    """
    return REFUNDS.get(str(value), str(value))


@register.filter
def look(value: Any) -> str:
    """
    The class of the chip that shows a status of an attempt or refund.
    """
    return LOOKS.get(str(value), "")


@register.filter
def of(mapping: Any, key: Any) -> Any:
    """
    What a mapping holds under a key, or nothing.
    """
    return mapping.get(key) if mapping else None
