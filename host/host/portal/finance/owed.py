"""
Which invoices may money be for?
"""

from collections.abc import Sequence
from typing import Any

from billing_app import api as billing
from domain_kit.actor import Actor
from host.directory.models import Employer
from host.portal.finance.releases import NARROWS

MANY = 1_000


def open_invoices(actor: Actor, employer: Employer) -> Sequence[Any]:
    """
    The invoices that money may be for, oldest first.
    """
    asked: Any = {"actor": actor, "employer_id": employer.id}
    if NARROWS:
        open_ones = billing.InvoiceStatus.OPEN
        asked |= {"limit": MANY, "status": open_ones, "with_lines": False}
    found = billing.list_invoices(**asked)
    return [each for each in found if str(each.status) in ("open", "sent")]
