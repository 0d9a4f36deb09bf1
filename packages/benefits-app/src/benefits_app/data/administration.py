"""
What do those see who define plans, rules and events?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from benefits_app.data.catalogue import PlanStatus
from benefits_app.data.contributions import ContributionScheme
from benefits_app.data.eligibility import Rule, WaitingPeriod
from benefits_app.data.households import RelationshipRule, Tier
from benefits_app.data.life_events import LifeEventKind
from benefits_app.data.plans import PlanTerms


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    A benefit in a plan year with its terms; whoever edits it names the `version` they saw.
    """

    id: UUID
    employer_id: UUID
    benefit_id: UUID
    plan_year_id: UUID
    currency: str
    status: PlanStatus
    terms: PlanTerms
    relationships: tuple[RelationshipRule, ...]
    tiers: tuple[Tier, ...]
    scheme: ContributionScheme | None
    version: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """
    Who may have a benefit from `starts_on` on, until the next set starts.
    """

    id: UUID
    benefit_id: UUID
    starts_on: dt.date
    rule: Rule
    waiting: WaitingPeriod
    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DefinedLifeEventKind:
    """
    A kind of life event of an employer; whoever edits it names the `version` they saw.
    """

    id: UUID
    employer_id: UUID
    kind: LifeEventKind
    version: int
