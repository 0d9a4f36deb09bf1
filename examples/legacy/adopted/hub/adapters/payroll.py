"""
Port of enrolments: who hears of changes? Payroll's lines are stale then.
"""

from payroll.models import PayrollLine

from enrolments_app import api as enrolments


class MarkPayrollLines:
    """
    ENROLMENTS_OBSERVERS; it was a signal of the monolith.
    """

    def enrolment_changed(self, change: enrolments.EnrolmentChange) -> None:
        """
        In the transaction of the change.
        """
        PayrollLine.objects.filter(enrolment_id=change.enrolment_id).update(stale=True)
