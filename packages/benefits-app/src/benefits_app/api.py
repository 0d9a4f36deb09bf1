"""
The public surface of the benefits domain.

A host may import these names and no others; every other module may change in any release.
Import this after Django has loaded its apps.
"""

from benefits_app.data import (
    AgePolicy,
    Band,
    Benefit,
    Category,
    Funding,
    Offer,
    PlanStatus,
    PlanYear,
    Price,
    RateTable,
    Window,
)
from benefits_app.errors import (
    BenefitCodeTaken,
    BenefitNotFound,
    BenefitsError,
    ImmutablePublished,
    NoRateForAge,
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
from benefits_app.queries.get_price import get_price
from benefits_app.queries.list_offers import list_offers
from benefits_app.queries.open_windows import open_windows
from benefits_app.queries.rates import list_rates
from benefits_app.rules.rates import month_price
from benefits_app.services.define_benefit import define_benefit
from benefits_app.services.define_option import define_option
from benefits_app.services.define_plan_year import define_plan_year
from benefits_app.services.extend_window import extend_window
from benefits_app.services.open_window import open_window
from benefits_app.services.publish_plan_year import publish_plan_year
from benefits_app.services.publish_rates import publish_rates
from benefits_app.services.retire_benefit import retire_benefit

__all__ = [
    "AgePolicy",
    "Band",
    "Benefit",
    "BenefitCodeTaken",
    "BenefitNotFound",
    "BenefitsError",
    "Category",
    "Funding",
    "ImmutablePublished",
    "NoRateForAge",
    "NotOfferedOn",
    "Offer",
    "OptionNotFound",
    "PlanNotPublished",
    "PlanStatus",
    "PlanYear",
    "PlanYearNotFound",
    "PlanYearOverlaps",
    "Price",
    "RateBandsBroken",
    "RateTable",
    "RateTableOverlap",
    "Window",
    "WindowNotFound",
    "WindowOnlyMovesLater",
    "define_benefit",
    "define_option",
    "define_plan_year",
    "extend_window",
    "get_price",
    "list_offers",
    "list_rates",
    "month_price",
    "open_window",
    "open_windows",
    "publish_plan_year",
    "publish_rates",
    "retire_benefit",
]
