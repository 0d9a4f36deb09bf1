"""
Which refusals concern what is on offer, and at what rates?
"""

import datetime as dt
from uuid import UUID

from benefits_app.errors.base import BenefitsError


class OptionNotFound(BenefitsError):
    """
    No such option among those the actor may see.
    """

    code = "option-not-found"
    http_status = 404

    def __init__(self, option_id: UUID) -> None:
        super().__init__(option_id)
        self.option_id = option_id

    def __str__(self) -> str:
        return f"There is no plan option {self.option_id}. Choose one that list_offers() names."


class PlanYearNotFound(BenefitsError):
    """
    No such plan year among those the actor may see.
    """

    code = "plan-year-not-found"
    http_status = 404

    def __init__(self, plan_year_id: UUID) -> None:
        super().__init__(plan_year_id)
        self.plan_year_id = plan_year_id

    def __str__(self) -> str:
        return f"There is no plan year {self.plan_year_id}. Define it first."


class BenefitNotFound(BenefitsError):
    """
    No such benefit among those the actor may see.
    """

    code = "benefit-not-found"
    http_status = 404

    def __init__(self, benefit_id: UUID) -> None:
        super().__init__(benefit_id)
        self.benefit_id = benefit_id

    def __str__(self) -> str:
        return f"There is no benefit {self.benefit_id}. Define it first."


class PlanNotPublished(BenefitsError):
    """
    The option belongs to a plan that nobody can choose.
    """

    code = "plan-not-published"

    def __init__(self, option_id: UUID, status: str) -> None:
        super().__init__(option_id, status)
        self.option_id = option_id
        self.status = status

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} belongs to a plan that is {self.status}, not published. "
            "Publish its plan year, or choose another option."
        )


class NotOfferedOn(BenefitsError):
    """
    The day is outside the option's plan year.
    """

    code = "not-offered-on"

    def __init__(self, option_id: UUID, on: dt.date, plan_year: str) -> None:
        super().__init__(option_id, on, plan_year)
        self.option_id = option_id
        self.on = on
        self.plan_year = plan_year

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} is offered from {self.plan_year}, not on {self.on}. "
            "Choose a day in its plan year, or the option of another year."
        )


class PlanYearOverlaps(BenefitsError):
    """
    Another plan year of this employer covers some of these days.
    """

    code = "plan-year-overlaps"

    def __init__(self, employer_id: UUID, period: str) -> None:
        super().__init__(employer_id, period)
        self.employer_id = employer_id
        self.period = period

    def __str__(self) -> str:
        return (
            f"Employer {self.employer_id} already has a plan year that covers some of "
            f"{self.period}. Start the new one after it ends."
        )


class BenefitCodeTaken(BenefitsError):
    """
    The employer has another benefit with this code.
    """

    code = "benefit-code-taken"

    def __init__(self, employer_id: UUID, benefit_code: str) -> None:
        super().__init__(employer_id, benefit_code)
        self.employer_id = employer_id
        self.benefit_code = benefit_code

    def __str__(self) -> str:
        return (
            f"Employer {self.employer_id} already has a benefit with the code "
            f"{self.benefit_code!r}. Choose another code; a retired benefit keeps its own."
        )


class ImmutablePublished(BenefitsError):
    """
    A published price does not change.
    """

    code = "immutable-published"

    def __init__(self, option_id: UUID) -> None:
        super().__init__(option_id)
        self.option_id = option_id

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} is published, and people have chosen it at its price. "
            "Offer a new option instead of changing this one."
        )


class WindowNotFound(BenefitsError):
    """
    No such enrolment window among those the actor may see.
    """

    code = "window-not-found"
    http_status = 404

    def __init__(self, window_id: UUID) -> None:
        super().__init__(window_id)
        self.window_id = window_id

    def __str__(self) -> str:
        return f"There is no enrolment window {self.window_id}. Open one first."


class WindowOnlyMovesLater(BenefitsError):
    """
    An extension takes no time away from anybody, and a window closes after it opens.
    """

    code = "window-only-moves-later"

    def __init__(self, closes_on: dt.date) -> None:
        super().__init__(closes_on)
        self.closes_on = closes_on

    def __str__(self) -> str:
        return (
            f"A window cannot be closed on {self.closes_on}: it would close before it opens, or "
            "earlier than announced. Choose a later day."
        )


class NoRateForAge(BenefitsError):
    """
    No band of the rate table contains the age.
    """

    code = "no-rate-for-age"

    def __init__(self, option_id: UUID, age: int) -> None:
        super().__init__(option_id, age)
        self.option_id = option_id
        self.age = age

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} has no rate for age {self.age}. "
            "Publish rates whose bands cover every age from 0 to 120."
        )


class RateBandsBroken(BenefitsError):
    """
    The bands have a hole or an overlap.
    """

    code = "rate-bands-broken"
    http_status = 422

    def __init__(self, option_id: UUID, fault: str) -> None:
        super().__init__(option_id, fault)
        self.option_id = option_id
        self.fault = fault

    def __str__(self) -> str:
        return (
            f"The rates of option {self.option_id} have {self.fault}. "
            "Bands follow each other from age 0 to 120."
        )


class RateTableOverlap(BenefitsError):
    """
    Another table starts on that day or later.
    """

    code = "rate-table-overlap"

    def __init__(self, option_id: UUID, starts_on: dt.date) -> None:
        super().__init__(option_id, starts_on)
        self.option_id = option_id
        self.starts_on = starts_on

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} already has rates from {self.starts_on} on. "
            "Published rates stay; start the new ones on a later day."
        )


class NoRatesOn(BenefitsError):
    """
    No rate table of the option is in force on the day.
    """

    code = "no-rates-on"

    def __init__(self, option_id: UUID, on: dt.date) -> None:
        super().__init__(option_id, on)
        self.option_id = option_id
        self.on = on

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} has no rates on {self.on}. Publish some from that day on, "
            "or choose a day on which it has."
        )
