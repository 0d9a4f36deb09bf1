"""
Port of enrolments: who must hear of a change? Billing, in the same transaction.
"""

from billing_app import api as billing
from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.adapters.billed import billed_id


class ChargeForCover:
    """
    One of ENROLMENTS_OBSERVERS: an enrolment and its charge commit together or not at all.
    """

    def enrolment_changed(self, change: enrolments.EnrolmentChange) -> None:
        """
        Charge the difference that the change makes to the month it takes effect in, and to every
        month charged before.
        """
        billing.record_coverage(
            actor=Actor.system("enrolments"),
            # One charge per change, however often the change is told.
            idempotency_key=f"enrolment-change-{change.id}",
            line=billing.CoverageLine(
                source_id=change.enrolment_id,
                employer_id=change.employer_id,
                employee_id=billed_id(change.employee_id),
                description=change.label,
                coverage=change.coverage,
                monthly=change.monthly,
            ),
            month=change.effective_on,
        )
