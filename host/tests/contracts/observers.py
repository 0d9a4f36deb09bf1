"""
An observer that says no, to see that nothing else happened either.
"""

from enrolments_app import api as enrolments


class Refusing:
    """
    Refuses every change.
    """

    def enrolment_changed(self, change: enrolments.EnrolmentChange) -> None:
        """
        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("the account is on hold")
