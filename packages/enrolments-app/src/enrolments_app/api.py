"""
The public surface of the enrolments domain.

A host may import these names and no others; every other module may change in any release.
Import this after Django has loaded its apps.
"""

from enrolments_app.data import (
    ChangeKind,
    Dependant,
    Eligibility,
    EmployeeFacts,
    Enrolment,
    EnrolmentChange,
    EnrolmentStatus,
    LifeEventTerms,
    Member,
    Person,
    Quote,
    QuoteLine,
    QuoteRequest,
    Source,
    Successor,
    Window,
)
from enrolments_app.errors import (
    AlreadyTookEffect,
    EmployeeNotFound,
    EndsBeforeStart,
    EnrolmentNotFound,
    EnrolmentsError,
    IllegalTransition,
    LifeEventNotAllowed,
    MemberNotCoverable,
    NotCoveredOn,
    NotEligible,
    NotEmployed,
    NotOffered,
    OverlappingCoverage,
    RetroLimitExceeded,
    StaleVersion,
    WindowClosed,
)
from enrolments_app.ports import BenefitCatalogue, EmployeeDirectory, EnrolmentObserver, PayFloor
from enrolments_app.queries.changes_since import changes_since
from enrolments_app.queries.enrolments import (
    coverage_between,
    coverage_on,
    get_enrolment,
    list_enrolments,
)
from enrolments_app.queries.members_of import members_of
from enrolments_app.services.cancel import cancel
from enrolments_app.services.change_option import change_option
from enrolments_app.services.enrol import enrol
from enrolments_app.services.reinstate import reinstate
from enrolments_app.services.terminate_employment import restore_employment, terminate_employment
from enrolments_app.services.unenrol import unenrol
from enrolments_app.services.withdraw_end import withdraw_end

__all__ = [
    "AlreadyTookEffect",
    "BenefitCatalogue",
    "ChangeKind",
    "Dependant",
    "Eligibility",
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
    "LifeEventNotAllowed",
    "LifeEventTerms",
    "Member",
    "MemberNotCoverable",
    "NotCoveredOn",
    "NotEligible",
    "NotEmployed",
    "NotOffered",
    "OverlappingCoverage",
    "PayFloor",
    "Person",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "RetroLimitExceeded",
    "Source",
    "StaleVersion",
    "Successor",
    "Window",
    "WindowClosed",
    "cancel",
    "change_option",
    "changes_since",
    "coverage_between",
    "coverage_on",
    "enrol",
    "get_enrolment",
    "list_enrolments",
    "members_of",
    "reinstate",
    "restore_employment",
    "terminate_employment",
    "unenrol",
    "withdraw_end",
]
