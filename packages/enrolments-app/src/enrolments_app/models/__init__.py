"""
The tables of the enrolments domain.
"""

from enrolments_app.models.change import EnrolmentChange
from enrolments_app.models.command import CommandRecord
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.member import EnrolmentMember, MemberImportProblem

__all__ = [
    "CommandRecord",
    "Enrolment",
    "EnrolmentChange",
    "EnrolmentMember",
    "MemberImportProblem",
]
