"""
Which refusals should a caller of benefits_app.api expect?
"""

from benefits_app.errors.administration import (
    InstantWithoutZone,
    PlanNotFound,
    PlanPublished,
    PlanYearEndless,
    PriceBelowZero,
    RuleSetStartsTwice,
    StaleVersion,
    TextNotStorable,
    TimeZoneUnknown,
)
from benefits_app.errors.base import (
    BenefitsError,
)
from benefits_app.errors.catalogue import (
    BenefitCodeTaken,
    BenefitNotFound,
    ImmutablePublished,
    NoRateForAge,
    NoRatesOn,
    NotOfferedOn,
    OptionNotFound,
    PlanNotPublished,
    PlanYearNotFound,
    PlanYearOverlaps,
    RateBandsBroken,
    RateTableOverlap,
    WindowNotFound,
    WindowOnlyMovesLater,
)
from benefits_app.errors.eligibility import (
    RuleSetBroken,
    UnknownConditions,
)
from benefits_app.errors.life_events import (
    LifeEventKindBroken,
    LifeEventKindNotFound,
    LifeEventNotAllowed,
)
from benefits_app.errors.pricing import (
    BirthDateNeeded,
    ContributionBroken,
    CoverNeeded,
    CoverNotOffered,
    CoverNotPriced,
    HouseholdBroken,
    MemberNotBorn,
    MemberNotCoverable,
    MembersOutOfLimits,
    NoRateForGroup,
    NoTier,
    PlanTermsBroken,
    TierAmbiguous,
)
from benefits_app.errors.renewal import (
    RenewalMappingBroken,
)
from benefits_app.errors.windows import (
    WindowClosed,
    WindowNotPlanned,
)

__all__ = [
    "BenefitCodeTaken",
    "BenefitNotFound",
    "BenefitsError",
    "BirthDateNeeded",
    "ContributionBroken",
    "CoverNeeded",
    "CoverNotOffered",
    "CoverNotPriced",
    "HouseholdBroken",
    "ImmutablePublished",
    "InstantWithoutZone",
    "LifeEventKindBroken",
    "LifeEventKindNotFound",
    "LifeEventNotAllowed",
    "MemberNotBorn",
    "MemberNotCoverable",
    "MembersOutOfLimits",
    "NoRateForAge",
    "NoRateForGroup",
    "NoRatesOn",
    "NoTier",
    "NotOfferedOn",
    "OptionNotFound",
    "PlanNotFound",
    "PlanNotPublished",
    "PlanPublished",
    "PlanTermsBroken",
    "PlanYearEndless",
    "PlanYearNotFound",
    "PlanYearOverlaps",
    "PriceBelowZero",
    "RateBandsBroken",
    "RateTableOverlap",
    "RenewalMappingBroken",
    "RuleSetBroken",
    "RuleSetStartsTwice",
    "StaleVersion",
    "TextNotStorable",
    "TierAmbiguous",
    "TimeZoneUnknown",
    "UnknownConditions",
    "WindowClosed",
    "WindowNotFound",
    "WindowNotPlanned",
    "WindowOnlyMovesLater",
]
