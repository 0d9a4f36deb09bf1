"""
Which webhook is not taken, and which endpoint not told?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class SignatureInvalid(BillingError):
    """
    A webhook is not, or not provably, its gateway's (C-38). Nothing of it is kept.
    """

    code = "signature-invalid"
    http_status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The webhook was refused: {self.reason}. Sign its raw bytes, and send it again."


class EndpointNotAllowed(BillingError):
    """
    Events are not sent to this URL (C-39).
    """

    code = "endpoint-not-allowed"
    http_status = 422

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason

    def __str__(self) -> str:
        return f"No event is sent to {self.url!r}: {self.reason}. Give a public https URL."


class EndpointNotFound(BillingError):
    """
    There is no such endpoint, or the actor cannot see it.
    """

    code = "endpoint-not-found"
    http_status = 404

    def __init__(self, endpoint_id: UUID) -> None:
        super().__init__(endpoint_id)
        self.endpoint_id = endpoint_id

    def __str__(self) -> str:
        return f"There is no endpoint {self.endpoint_id}. Choose one that list_endpoints() names."
