"""
Which values cross the boundary of the enrolments domain?
"""

from enrolments_app.data.catalogue import (
    SELF,
    Eligibility,
    LifeEventTerms,
    Person,
    Quote,
    QuoteLine,
    QuoteRequest,
    Successor,
    Window,
)
from enrolments_app.data.changes import EVENT_SCHEMA_VERSION, EnrolmentChange, NotInThisVersion
from enrolments_app.data.cover import (
    STOPPED,
    ChangeKind,
    Dependant,
    Enrolment,
    EnrolmentStatus,
    Member,
    Source,
)
from enrolments_app.data.employees import EmployeeFacts

__all__ = [
    "EVENT_SCHEMA_VERSION",
    "SELF",
    "STOPPED",
    "ChangeKind",
    "Dependant",
    "Eligibility",
    "EmployeeFacts",
    "Enrolment",
    "EnrolmentChange",
    "EnrolmentStatus",
    "LifeEventTerms",
    "Member",
    "NotInThisVersion",
    "Person",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "Source",
    "Successor",
    "Window",
]
