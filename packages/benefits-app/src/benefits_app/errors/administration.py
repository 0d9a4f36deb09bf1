"""
Which refusals concern those who define plans, rules and events?
"""

import datetime as dt
from uuid import UUID

from benefits_app.errors.base import BenefitsError
from domain_kit.money import Money


class PlanNotFound(BenefitsError):
    """
    No such plan among those the actor may see.
    """

    code = "plan-not-found"
    http_status = 404

    def __init__(self, plan_id: UUID) -> None:
        super().__init__(plan_id)
        self.plan_id = plan_id

    def __str__(self) -> str:
        return f"There is no plan {self.plan_id}. Define its terms or an option of it first."


class StaleVersion(BenefitsError):
    """
    Somebody else has changed it since it was read.
    """

    code = "stale-version"

    def __init__(self, what: str, expected: int, actual: int) -> None:
        super().__init__(what, expected, actual)
        self.what = what
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return (
            f"{self.what} is at version {self.actual}, and you changed version {self.expected}. "
            "Read it again, and repeat your change if it is still wanted."
        )


class PlanPublished(BenefitsError):
    """
    People have chosen the plan on its terms.
    """

    code = "plan-published"

    def __init__(self, plan_id: UUID, status: str) -> None:
        super().__init__(plan_id, status)
        self.plan_id = plan_id
        self.status = status

    def __str__(self) -> str:
        return (
            f"Plan {self.plan_id} is {self.status}, and people have chosen it on its terms. "
            "Change them in the draft of the next plan year."
        )


class PlanYearEndless(BenefitsError, ValueError):
    """
    The period of a plan year has no end, or none that a calendar can hold.
    """

    code = "plan-year-endless"
    http_status = 422

    def __init__(self, starts_on: dt.date) -> None:
        super().__init__(starts_on)
        self.starts_on = starts_on

    def __str__(self) -> str:
        return f"A plan year has a last day, and the one from {self.starts_on} has none. Name it."


class TimeZoneUnknown(BenefitsError):
    """
    No zone has this name.
    """

    code = "time-zone-unknown"
    http_status = 422

    def __init__(self, time_zone: str) -> None:
        super().__init__(time_zone)
        self.time_zone = time_zone

    def __str__(self) -> str:
        return f"{self.time_zone!r} is no time zone. Name one as IANA does: Europe/London."


class InstantWithoutZone(BenefitsError, ValueError):
    """
    The instant does not say in which time zone it is.
    """

    code = "instant-without-zone"
    http_status = 422

    def __init__(self, at: dt.datetime) -> None:
        super().__init__(at)
        self.at = at

    def __str__(self) -> str:
        return f"{self.at.isoformat()} has no time zone. Pass an aware instant, such as {self.at.isoformat()}Z."


class RuleSetStartsTwice(BenefitsError):
    """
    The benefit has another rule set from this day on.
    """

    code = "rule-set-starts-twice"

    def __init__(self, benefit_id: UUID, starts_on: dt.date) -> None:
        super().__init__(benefit_id, starts_on)
        self.benefit_id = benefit_id
        self.starts_on = starts_on

    def __str__(self) -> str:
        return (
            f"Benefit {self.benefit_id} already has rules from {self.starts_on} on, and somebody "
            "may have been refused by them. Start the new ones on a later day."
        )


class PriceBelowZero(BenefitsError):
    """
    Nobody is paid for choosing an option.
    """

    code = "price-below-zero"
    http_status = 422

    def __init__(self, price: Money) -> None:
        super().__init__(price)
        self.price = price

    def __str__(self) -> str:
        return f"{self.price} is below zero. A price is zero or more."


class TextNotStorable(BenefitsError):
    """
    A text holds a character that no text column takes.
    """

    code = "text-not-storable"
    http_status = 422

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field

    def __str__(self) -> str:
        return f"A text of {self.field!r} holds a NUL or half a character. Send it without that."
