"""
Port of enrolments: who must hear of a change? Billing, in the same transaction.
"""

from billing_app import api as billing
from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.adapters.covered import coverage_line
from host.adapters.fitting import has

ACTOR = Actor.system("enrolments")
# Older releases tell what a change did, and not how the cover is paid for.
TELLS_FUNDING = has(enrolments.EnrolmentChange, "funding")
ASKED_FOR_FUNDING = has(enrolments.Enrolment, "funding") and has(billing.CoverageLine, "funding")


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
            actor=ACTOR,
            # One charge per change, however often the change is told.
            idempotency_key=f"enrolment-change-{change.id}",
            line=coverage_line(change.enrolment_id, change, funding=_funding(change)),
            month=change.effective_on,
        )


def _funding(change: enrolments.EnrolmentChange) -> str:
    if TELLS_FUNDING:
        return str(getattr(change, "funding", ""))
    if not ASKED_FOR_FUNDING:
        return ""
    cover = enrolments.get_enrolment(actor=ACTOR, enrolment_id=change.enrolment_id)
    return str(getattr(cover, "funding", ""))
