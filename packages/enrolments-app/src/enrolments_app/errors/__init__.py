"""
Which refusals should a caller of enrolments_app.api expect?
"""

from enrolments_app.errors.base import EnrolmentsError
from enrolments_app.errors.choice import (
    ClosedToNew,
    MemberNotCoverable,
    NotEligible,
    RetroLimitExceeded,
    WindowClosed,
)
from enrolments_app.errors.cover import (
    AlreadyTookEffect,
    EmployeeNotFound,
    EndsBeforeStart,
    EnrolmentNotFound,
    IllegalTransition,
    NotCoveredOn,
    NotEmployed,
    NotOffered,
    OverlappingCoverage,
    StaleVersion,
)
from enrolments_app.errors.life_events import LifeEventNotAllowed

__all__ = [
    "AlreadyTookEffect",
    "ClosedToNew",
    "EmployeeNotFound",
    "EndsBeforeStart",
    "EnrolmentNotFound",
    "EnrolmentsError",
    "IllegalTransition",
    "LifeEventNotAllowed",
    "MemberNotCoverable",
    "NotCoveredOn",
    "NotEligible",
    "NotEmployed",
    "NotOffered",
    "OverlappingCoverage",
    "RetroLimitExceeded",
    "StaleVersion",
    "WindowClosed",
]
