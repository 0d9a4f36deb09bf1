"""
The tables of the benefits domain.
"""

from benefits_app.models.benefit import Benefit
from benefits_app.models.command import CommandRecord
from benefits_app.models.contribution import Contribution
from benefits_app.models.eligibility import EligibilityRuleSet
from benefits_app.models.household import MemberRelationship, TierRule
from benefits_app.models.life_event import LifeEventKind
from benefits_app.models.plan import Plan, PlanOption
from benefits_app.models.plan_year import PlanYear
from benefits_app.models.rates import RateBand, RateTable
from benefits_app.models.renewal import OptionMapping
from benefits_app.models.repair import Repair
from benefits_app.models.window import EnrolmentWindow

__all__ = [
    "Benefit",
    "CommandRecord",
    "Contribution",
    "EligibilityRuleSet",
    "EnrolmentWindow",
    "LifeEventKind",
    "MemberRelationship",
    "OptionMapping",
    "Plan",
    "PlanOption",
    "PlanYear",
    "RateBand",
    "RateTable",
    "Repair",
    "TierRule",
]
