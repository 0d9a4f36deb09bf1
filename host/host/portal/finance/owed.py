"""
Which invoices may money be for?
"""

from collections.abc import Sequence
from typing import Any

from billing_app import api as billing
from domain_kit.actor import Actor
from host.directory.models import Employer

MANY = 1_000


def open_invoices(actor: Actor, employer: Employer) -> Sequence[Any]:
    """
    The invoices that money may be for, oldest first.
    """
    asked: Any = {"status": billing.InvoiceStatus.OPEN, "with_lines": False}
    if not hasattr(billing, "cost_by_month"):  # releases that list all of them
        asked = {}
    found = billing.list_invoices(actor=actor, employer_id=employer.id, limit=MANY, **asked)
    return [each for each in found if str(each.status) in ("open", "sent")]
