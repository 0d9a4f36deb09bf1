"""
The tables of the benefits domain.
"""

from benefits_app.models.benefit import Benefit
from benefits_app.models.command import CommandRecord
from benefits_app.models.plan import Plan, PlanOption
from benefits_app.models.plan_year import PlanYear
from benefits_app.models.rates import RateBand, RateTable
from benefits_app.models.window import EnrolmentWindow

__all__ = [
    "Benefit",
    "CommandRecord",
    "EnrolmentWindow",
    "Plan",
    "PlanOption",
    "PlanYear",
    "RateBand",
    "RateTable",
]
