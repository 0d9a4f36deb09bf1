"""
Which refusals concern a price: who is covered, for how much, and in which tier?
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from benefits_app.errors.base import BenefitsError
from domain_kit.money import Money


def _who(key: str) -> str:
    return f"member {key!r}" if key else "the employee"


class BirthDateNeeded(BenefitsError):
    """
    The price or the cover depends on an age that is not known.
    """

    code = "birth-date-needed"
    http_status = 422

    def __init__(self, option_id: UUID, key: str) -> None:
        super().__init__(option_id, key)
        self.option_id = option_id
        self.key = key

    def __str__(self) -> str:
        return (
            f"What option {self.option_id} costs depends on the age of {_who(self.key)}, whose "
            "birth date is missing. Add the birth date, and ask again."
        )


class MemberNotCoverable(BenefitsError):
    """
    The plan does not cover somebody like this.
    """

    code = "member-not-coverable"
    http_status = 422

    def __init__(self, option_id: UUID, key: str, relationship: str) -> None:
        super().__init__(option_id, key, relationship)
        self.option_id = option_id
        self.key = key
        self.relationship = relationship

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} does not cover {_who(self.key)} ({self.relationship}) at "
            "that age. Leave this person out, or choose another option."
        )


class MemberNotBorn(BenefitsError):
    """
    Cover would start before somebody's birth.
    """

    code = "member-not-born"
    http_status = 422

    def __init__(self, key: str, on: dt.date) -> None:
        super().__init__(key, on)
        self.key = key
        self.on = on

    def __str__(self) -> str:
        return (
            f"On {self.on} {_who(self.key)} is not born yet. Correct the birth date, or start "
            "the cover on it."
        )


class HouseholdBroken(BenefitsError):
    """
    The people named are no household: two of one key, or not exactly one employee.
    """

    code = "household-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return (
            f"The people to cover have {self.fault}. Name everybody once, and one employee with "
            'the key "" and the relationship self.'
        )


class MembersOutOfLimits(BenefitsError):
    """
    The plan takes fewer people, or more.
    """

    code = "members-out-of-limits"
    http_status = 422

    def __init__(
        self, option_id: UUID, count: int, minimum: int | None, maximum: int | None
    ) -> None:
        super().__init__(option_id, count, minimum, maximum)
        self.option_id = option_id
        self.count = count
        self.minimum = minimum
        self.maximum = maximum

    def __str__(self) -> str:
        most = "any number of" if self.maximum is None else self.maximum
        return (
            f"Option {self.option_id} covers from {self.minimum or 1} to {most} people, not "
            f"{self.count}. Name other people, or choose another option."
        )


class NoTier(BenefitsError):
    """
    No tier of the plan is for such a household.
    """

    code = "no-tier"
    http_status = 422

    def __init__(self, household: str) -> None:
        super().__init__(household)
        self.household = household

    def __str__(self) -> str:
        return (
            f"No tier is for {self.household}. Name other people, or define a tier for such a "
            "household."
        )


class TierAmbiguous(BenefitsError):
    """
    More than one tier is for such a household.
    """

    code = "tier-ambiguous"
    http_status = 422

    def __init__(self, household: str, tiers: Iterable[str]) -> None:
        tiers = tuple(tiers)
        super().__init__(household, tiers)
        self.household = household
        self.tiers = tiers

    def __str__(self) -> str:
        return (
            f"{self.household.capitalize()} fits the tiers {' and '.join(self.tiers)}. "
            "Define them so that exactly one fits any household."
        )


class NoRateForGroup(BenefitsError):
    """
    The rate table prices neither this tier or relationship nor all of them.
    """

    code = "no-rate-for-group"

    def __init__(self, option_id: UUID, group: str) -> None:
        super().__init__(option_id, group)
        self.option_id = option_id
        self.group = group

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} has no rate for {self.group or 'a household without a tier'}"
            ". Publish rates that have bands for it."
        )


class CoverNeeded(BenefitsError):
    """
    The option is priced by an amount of cover, and none was chosen.
    """

    code = "cover-needed"
    http_status = 422

    def __init__(self, option_id: UUID) -> None:
        super().__init__(option_id)
        self.option_id = option_id

    def __str__(self) -> str:
        return f"Option {self.option_id} is priced by its cover. Choose an amount of cover."


class CoverNotOffered(BenefitsError):
    """
    The amount of cover is outside the option's limits or between its steps.
    """

    code = "cover-not-offered"
    http_status = 422

    def __init__(
        self,
        option_id: UUID,
        cover: Money,
        minimum: Money | None,
        maximum: Money | None,
        step: Money | None,
    ) -> None:
        super().__init__(option_id, cover, minimum, maximum, step)
        self.option_id = option_id
        self.cover = cover
        self.minimum = minimum
        self.maximum = maximum
        self.step = step

    def __str__(self) -> str:
        steps = f" in steps of {self.step}" if self.step else ""
        return (
            f"Option {self.option_id} offers no cover of {self.cover}. Choose from "
            f"{self.minimum or 'nothing'} to {self.maximum or 'any amount'}{steps}."
        )


class CoverNotPriced(BenefitsError):
    """
    An amount of cover was chosen for an option that has none to choose.
    """

    code = "cover-not-priced"
    http_status = 422

    def __init__(self, option_id: UUID) -> None:
        super().__init__(option_id)
        self.option_id = option_id

    def __str__(self) -> str:
        return f"Option {self.option_id} has no cover to choose. Ask without an amount of cover."


class ContributionBroken(BenefitsError):
    """
    The rule lacks what its kind needs, or has an impossible percentage.
    """

    code = "contribution-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"The contributions have {self.fault}. Correct it, and define them again."


class PlanTermsBroken(BenefitsError):
    """
    The terms contradict themselves.
    """

    code = "plan-terms-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"The terms of the plan have {self.fault}. Correct it, and define them again."
