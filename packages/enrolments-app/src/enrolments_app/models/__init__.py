"""
The tables of the enrolments domain.
"""

from enrolments_app.models.change import EnrolmentChange
from enrolments_app.models.command import CommandRecord
from enrolments_app.models.enrolment import Enrolment

__all__ = ["CommandRecord", "Enrolment", "EnrolmentChange"]
