"""
Port of billing: what is covered in a month? Answered by enrolments.
"""

from collections.abc import Iterable
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.billed import billed_id


class EnrolmentCoverage:
    """
    BILLING_COVERAGE_SOURCE.
    """

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterable[billing.CoverageLine]:
        """
        Every cover with a day in the month.
        """
        assert month.last is not None
        covered = enrolments.coverage_between(
            actor=Actor.system("billing"),
            employer_id=employer_id,
            first=month.start,
            last=month.last,
        )
        return [
            billing.CoverageLine(
                source_id=enrolment.id,
                employer_id=enrolment.employer_id,
                employee_id=billed_id(enrolment.employee_id),
                description=enrolment.label,
                coverage=enrolment.coverage,
                monthly=enrolment.monthly,
            )
            for enrolment in covered
        ]
