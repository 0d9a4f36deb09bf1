"""
Which rows does the enrolments domain keep?
"""

from enrolments_app.models.change import EnrolmentChange
from enrolments_app.models.command import CommandRecord
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.member import EnrolmentMember, MemberImportProblem
from enrolments_app.models.repair import CoverageRepair

__all__ = [
    "CommandRecord",
    "CoverageRepair",
    "Enrolment",
    "EnrolmentChange",
    "EnrolmentMember",
    "MemberImportProblem",
]
