"""
Which alert is not there?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class AlertNotFound(BillingError):
    """
    No such alert among those the actor may see.
    """

    code = "alert-not-found"
    http_status = 404

    def __init__(self, alert_id: UUID) -> None:
        super().__init__(alert_id)
        self.alert_id = alert_id

    def __str__(self) -> str:
        return f"There is no alert {self.alert_id}. Choose one that list_alerts() names."
