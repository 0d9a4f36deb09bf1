"""
Why is an account not to be had, or not billed?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class AccountNotFound(BillingError):
    """
    The employer has no billing account, or the actor cannot see it.
    """

    code = "account-not-found"
    http_status = 404

    def __init__(self, sought: UUID) -> None:
        super().__init__(sought)
        self.sought = sought

    def __str__(self) -> str:
        return f"There is no billing account for {self.sought}. Open one first."


class AccountExists(BillingError):
    """
    The employer already has an account.
    """

    code = "account-exists"

    def __init__(self, employer_id: UUID) -> None:
        super().__init__(employer_id)
        self.employer_id = employer_id

    def __str__(self) -> str:
        return f"Employer {self.employer_id} already has a billing account. Use that one."


class BillingSuspended(BillingError):
    """
    The account is on hold: somebody holds it, or a run parked it because its figures looked wrong.
    """

    code = "billing-suspended"

    def __init__(self, employer_id: UUID, reason: str) -> None:
        super().__init__(employer_id, reason)
        self.employer_id = employer_id
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"Billing of employer {self.employer_id} is on hold: {self.reason} "
            "Look into it, then release the account."
        )


class NotOnHold(BillingError):
    """
    The account is not on hold.
    """

    code = "not-on-hold"

    def __init__(self, employer_id: UUID) -> None:
        super().__init__(employer_id)
        self.employer_id = employer_id

    def __str__(self) -> str:
        return (
            f"Billing of employer {self.employer_id} is not on hold. There is nothing to release."
        )
