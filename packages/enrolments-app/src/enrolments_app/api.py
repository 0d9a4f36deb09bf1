"""
The public surface of the enrolments domain.

A host may import these names and no others; every other module may change in any release.
Import this after Django has loaded its apps.
"""

from enrolments_app.data import (
    ChangeKind,
    Dependant,
    EmployeeFacts,
    Enrolment,
    EnrolmentChange,
    EnrolmentStatus,
    Member,
    Quote,
)
from enrolments_app.errors import (
    EmployeeNotFound,
    EndsBeforeStart,
    EnrolmentNotFound,
    EnrolmentsError,
    IllegalTransition,
    NotEmployed,
    NotOffered,
    OverlappingCoverage,
)
from enrolments_app.ports import BenefitCatalogue, EmployeeDirectory, EnrolmentObserver
from enrolments_app.queries.changes_since import changes_since
from enrolments_app.queries.enrolments import (
    coverage_between,
    coverage_on,
    get_enrolment,
    list_enrolments,
)
from enrolments_app.queries.members_of import members_of
from enrolments_app.services.cancel import cancel
from enrolments_app.services.enrol import enrol
from enrolments_app.services.unenrol import unenrol

__all__ = [
    "BenefitCatalogue",
    "ChangeKind",
    "Dependant",
    "EmployeeDirectory",
    "EmployeeFacts",
    "EmployeeNotFound",
    "EndsBeforeStart",
    "Enrolment",
    "EnrolmentChange",
    "EnrolmentNotFound",
    "EnrolmentObserver",
    "EnrolmentStatus",
    "EnrolmentsError",
    "IllegalTransition",
    "Member",
    "NotEmployed",
    "NotOffered",
    "OverlappingCoverage",
    "Quote",
    "cancel",
    "changes_since",
    "coverage_between",
    "coverage_on",
    "enrol",
    "get_enrolment",
    "list_enrolments",
    "members_of",
    "unenrol",
]
