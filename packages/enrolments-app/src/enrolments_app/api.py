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
    NotInThisVersion,
    Person,
    Quote,
    QuoteLine,
    QuoteRequest,
    Source,
    Successor,
    Window,
)
from enrolments_app.data.carrier import CarrierFile
from enrolments_app.data.deductions import Deduction, DeductionPage, PayFrequency, PaySchedule
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.data.elections import (
    BatchState,
    ChangePreview,
    ElectionBatch,
    ElectionLine,
    ElectionRequest,
    MonthPart,
)
from enrolments_app.data.evidence import EvidenceRequest, EvidenceState
from enrolments_app.data.life_events import ClaimState, LifeEventClaim
from enrolments_app.data.pay_floor import PayFloorBreach
from enrolments_app.data.roster import RosterError, RosterFile, RosterReport
from enrolments_app.data.runs import (
    BusinessDay,
    MustChoose,
    MustChoosePage,
    Run,
    RunKind,
    Skipped,
    SkippedPage,
    SkipReason,
)
from enrolments_app.data.transfers import Transfer
from enrolments_app.data.waivers import Waiver, WaiverReason
from enrolments_app.errors import (
    AlreadyTookEffect,
    ClosedToNew,
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
from enrolments_app.errors.deductions import PayScheduleNotUsable
from enrolments_app.errors.dependants import (
    BornInTheFuture,
    DependantAlreadyEnded,
    DependantCovered,
    DependantEndsBeforeStart,
    DependantKeyTaken,
    DependantNotEnded,
    DependantNotFound,
    DependantPriced,
    SecondPartner,
    UnknownRelationship,
)
from enrolments_app.errors.elections import (
    AgreementNotSigned,
    BatchAlreadySubmitted,
    BatchEmpty,
    BatchHasTwoEmployees,
    BatchNeedsOneReason,
    BatchNotFound,
    ElectedTwice,
    QuoteStale,
    TooManyLines,
)
from enrolments_app.errors.evidence import (
    EvidenceAlreadyDecided,
    EvidenceDayNotCovered,
    EvidenceRequestNotFound,
    UnknownEvidenceOutcome,
)
from enrolments_app.errors.life_events import (
    EffectiveDateNotAllowed,
    EvidenceRequired,
    LifeEventAlreadyDecided,
    LifeEventAlreadyReported,
    LifeEventClaimNotFound,
    LifeEventDoesNotPermit,
    LifeEventExpired,
    LifeEventIsForHr,
    LifeEventNotApproved,
)
from enrolments_app.errors.pay_floor import PayFloorBreached, PayUnknown
from enrolments_app.errors.roster import (
    RosterColumnsWrong,
    RosterNeedsOpenpyxl,
    RosterNotReadable,
    RosterRefused,
    RosterTemplateUnknown,
    RosterTooLong,
)
from enrolments_app.errors.runs import (
    BusinessDateOnlyMovesForward,
    BusinessDateTooFar,
    NoEmployees,
    NothingToCarryOver,
    NotTheDayAfterThePlanYear,
    RunNotFound,
)
from enrolments_app.errors.texts import TextNotStorable
from enrolments_app.errors.waivers import (
    BenefitWaived,
    CoveredAlready,
    UnknownWaiverReason,
    WaivedAlready,
    WaiverEndsBeforeStart,
    WaiverNotFound,
    WaiverOutsidePlanYear,
    WaiverWithdrawn,
)
from enrolments_app.ports import (
    BenefitCatalogue,
    EmployeeDirectory,
    EnrolmentObserver,
    PayFloor,
    PlanYearCatalogue,
)
from enrolments_app.queries.carrier_file import carrier_changes, carrier_roster
from enrolments_app.queries.changes_since import changes_since
from enrolments_app.queries.dependants import get_dependant, list_dependants
from enrolments_app.queries.election_batches import get_batch, list_batches
from enrolments_app.queries.enrolments import (
    coverage_between,
    coverage_on,
    covered_people,
    get_enrolment,
    list_enrolments,
)
from enrolments_app.queries.evidence import get_evidence_request, list_evidence_requests
from enrolments_app.queries.life_events import get_life_event, list_life_events
from enrolments_app.queries.members_of import members_of, members_of_many
from enrolments_app.queries.pay_floor_breaches import pay_floor_breaches
from enrolments_app.queries.payroll_deductions import payroll_deductions
from enrolments_app.queries.runs import get_run, list_runs, must_choose, skipped_by
from enrolments_app.queries.waivers import get_waiver, list_waivers
from enrolments_app.services.add_dependant import add_dependant
from enrolments_app.services.advance_business_date import advance_business_date
from enrolments_app.services.age_out import age_out
from enrolments_app.services.cancel import cancel
from enrolments_app.services.carry_over import carry_over
from enrolments_app.services.change_option import change_option
from enrolments_app.services.correct_dependant import correct_dependant
from enrolments_app.services.correct_first_day import correct_first_day
from enrolments_app.services.decide_life_event import decide_life_event
from enrolments_app.services.discard_draft import discard_draft
from enrolments_app.services.end_dependant import end_dependant
from enrolments_app.services.enrol import enrol
from enrolments_app.services.import_roster import import_roster, preview_roster
from enrolments_app.services.preview_change import preview_change
from enrolments_app.services.record_evidence_outcome import record_evidence_outcome
from enrolments_app.services.reinstate import reinstate
from enrolments_app.services.report_life_event import report_life_event
from enrolments_app.services.reprice import reprice
from enrolments_app.services.revise_draft import revise_draft
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.services.terminate_employment import restore_employment, terminate_employment
from enrolments_app.services.terminate_many import terminate_many
from enrolments_app.services.transfer_employment import transfer_employment
from enrolments_app.services.unenrol import unenrol
from enrolments_app.services.waive import waive
from enrolments_app.services.withdraw_dependant_end import withdraw_dependant_end
from enrolments_app.services.withdraw_end import withdraw_end
from enrolments_app.services.withdraw_waiver import withdraw_waiver

__all__ = [
    "AgreementNotSigned",
    "AlreadyTookEffect",
    "BatchAlreadySubmitted",
    "BatchEmpty",
    "BatchHasTwoEmployees",
    "BatchNeedsOneReason",
    "BatchNotFound",
    "BatchState",
    "BenefitCatalogue",
    "BenefitWaived",
    "BornInTheFuture",
    "BusinessDateOnlyMovesForward",
    "BusinessDateTooFar",
    "BusinessDay",
    "CarrierFile",
    "ChangeKind",
    "ChangePreview",
    "ClaimState",
    "ClosedToNew",
    "CoveredAlready",
    "Deduction",
    "DeductionPage",
    "Dependant",
    "DependantAlreadyEnded",
    "DependantCovered",
    "DependantEndsBeforeStart",
    "DependantKeyTaken",
    "DependantNotEnded",
    "DependantNotFound",
    "DependantPriced",
    "EffectiveDateNotAllowed",
    "ElectedTwice",
    "ElectionBatch",
    "ElectionLine",
    "ElectionRequest",
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
    "EvidenceAlreadyDecided",
    "EvidenceDayNotCovered",
    "EvidenceRequest",
    "EvidenceRequestNotFound",
    "EvidenceRequired",
    "EvidenceState",
    "IllegalTransition",
    "LifeEventAlreadyDecided",
    "LifeEventAlreadyReported",
    "LifeEventClaim",
    "LifeEventClaimNotFound",
    "LifeEventDoesNotPermit",
    "LifeEventExpired",
    "LifeEventIsForHr",
    "LifeEventNotAllowed",
    "LifeEventNotApproved",
    "LifeEventTerms",
    "Member",
    "MemberNotCoverable",
    "MonthPart",
    "MustChoose",
    "MustChoosePage",
    "NoEmployees",
    "NotCoveredOn",
    "NotEligible",
    "NotEmployed",
    "NotInThisVersion",
    "NotOffered",
    "NotTheDayAfterThePlanYear",
    "NothingToCarryOver",
    "OverlappingCoverage",
    "PayFloor",
    "PayFloorBreach",
    "PayFloorBreached",
    "PayFrequency",
    "PaySchedule",
    "PayScheduleNotUsable",
    "PayUnknown",
    "Person",
    "PlanYearCatalogue",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "QuoteStale",
    "RegisteredDependant",
    "RetroLimitExceeded",
    "RosterColumnsWrong",
    "RosterError",
    "RosterFile",
    "RosterNeedsOpenpyxl",
    "RosterNotReadable",
    "RosterRefused",
    "RosterReport",
    "RosterTemplateUnknown",
    "RosterTooLong",
    "Run",
    "RunKind",
    "RunNotFound",
    "SecondPartner",
    "SkipReason",
    "Skipped",
    "SkippedPage",
    "Source",
    "StaleVersion",
    "Successor",
    "TextNotStorable",
    "TooManyLines",
    "Transfer",
    "UnknownEvidenceOutcome",
    "UnknownRelationship",
    "UnknownWaiverReason",
    "WaivedAlready",
    "Waiver",
    "WaiverEndsBeforeStart",
    "WaiverNotFound",
    "WaiverOutsidePlanYear",
    "WaiverReason",
    "WaiverWithdrawn",
    "Window",
    "WindowClosed",
    "add_dependant",
    "advance_business_date",
    "age_out",
    "cancel",
    "carrier_changes",
    "carrier_roster",
    "carry_over",
    "change_option",
    "changes_since",
    "correct_dependant",
    "correct_first_day",
    "coverage_between",
    "coverage_on",
    "covered_people",
    "decide_life_event",
    "discard_draft",
    "end_dependant",
    "enrol",
    "get_batch",
    "get_dependant",
    "get_enrolment",
    "get_evidence_request",
    "get_life_event",
    "get_run",
    "get_waiver",
    "import_roster",
    "list_batches",
    "list_dependants",
    "list_enrolments",
    "list_evidence_requests",
    "list_life_events",
    "list_runs",
    "list_waivers",
    "members_of",
    "members_of_many",
    "must_choose",
    "pay_floor_breaches",
    "payroll_deductions",
    "preview_change",
    "preview_roster",
    "record_evidence_outcome",
    "reinstate",
    "report_life_event",
    "reprice",
    "restore_employment",
    "revise_draft",
    "save_draft",
    "skipped_by",
    "submit_elections",
    "terminate_employment",
    "terminate_many",
    "transfer_employment",
    "unenrol",
    "waive",
    "withdraw_dependant_end",
    "withdraw_end",
    "withdraw_waiver",
]
