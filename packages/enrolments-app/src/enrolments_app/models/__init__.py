"""
Which rows does the enrolments domain keep?
"""

from enrolments_app.models.change import EnrolmentChange
from enrolments_app.models.command import CommandRecord
from enrolments_app.models.dependant import Dependant
from enrolments_app.models.election import ElectionBatch, ElectionLine
from enrolments_app.models.enrolment import Enrolment
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.models.life_event_claim import LifeEventClaim
from enrolments_app.models.member import EnrolmentMember, MemberImportProblem
from enrolments_app.models.repair import CoverageRepair
from enrolments_app.models.run import BusinessDate, Run, RunNote
from enrolments_app.models.status_split import StatusSplit
from enrolments_app.models.waiver import Waiver

__all__ = [
    "BusinessDate",
    "CommandRecord",
    "CoverageRepair",
    "Dependant",
    "ElectionBatch",
    "ElectionLine",
    "Enrolment",
    "EnrolmentChange",
    "EnrolmentMember",
    "EvidenceRequest",
    "LifeEventClaim",
    "MemberImportProblem",
    "Run",
    "RunNote",
    "StatusSplit",
    "Waiver",
]
