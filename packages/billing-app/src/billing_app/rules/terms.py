"""
Which terms can an account have?
"""

from billing_app.data import Collection
from billing_app.errors import UnusableValue
from billing_app.rules.usable import require_text

LONGEST_TERMS = 365


def require_terms(terms_days: int, collection: Collection | str) -> None:
    """
    Raises:
        UnusableValue: if the days are no number from 0 to 365, or nobody collects like that.
    """
    if isinstance(terms_days, bool) or not 0 <= terms_days <= LONGEST_TERMS:
        raise UnusableValue("terms_days", f"a number of days from 0 to {LONGEST_TERMS}")
    if collection not in list(Collection):
        raise UnusableValue("collection", " or ".join(Collection))


def require_email(address: str) -> None:
    """
    Empty, or something a mail can be sent to: whether it arrives, only the mail shows.

    Raises:
        UnusableValue: if it is neither.
    """
    require_text("billing_email", address, longest=254)
    name, at, domain = address.rpartition("@")
    if address and not (at and name and "." in domain and not set(address) & set(" \r\n\t,;<>")):
        raise UnusableValue("billing_email", "one e-mail address, or nothing")
