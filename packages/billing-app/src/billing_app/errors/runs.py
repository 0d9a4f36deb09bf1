"""
Why is there nothing to charge, or no run?
"""

import datetime as dt
from uuid import UUID

from billing_app.errors.base import BillingError


class ChargeNotFound(BillingError):
    """
    No such charge among those the actor may see.
    """

    code = "charge-not-found"
    http_status = 404

    def __init__(self, charge_id: UUID) -> None:
        super().__init__(charge_id)
        self.charge_id = charge_id

    def __str__(self) -> str:
        return f"There is no charge {self.charge_id}. Choose one that list_charges() names."


class CoverageNotRead(BillingError):
    """
    The coverage source failed, so nobody knows what is to be charged.
    """

    code = "coverage-not-read"
    http_status = 503

    def __init__(self, employer_id: UUID, cause: str) -> None:
        super().__init__(employer_id, cause)
        self.employer_id = employer_id
        self.cause = cause

    def __str__(self) -> str:
        return (
            f"The cover of employer {self.employer_id} could not be read ({self.cause}), and this "
            "run charged nothing. Run it again with the same key once the source answers."
        )


class SourceNamedTwice(BillingError):
    """
    The coverage source gives two lines for one source.
    """

    code = "source-named-twice"
    http_status = 422

    def __init__(self, source_id: UUID) -> None:
        super().__init__(source_id)
        self.source_id = source_id

    def __str__(self) -> str:
        return (
            f"The coverage source names {self.source_id} twice, and nothing was charged. "
            "Give each source one line, and a new price a source of its own."
        )


class TooManyMonths(BillingError):
    """
    More months are open than a run may charge.
    """

    code = "too-many-months"
    http_status = 422

    def __init__(self, employer_id: UUID, first: dt.date, month: dt.date) -> None:
        super().__init__(employer_id, first, month)
        self.employer_id = employer_id
        self.first = first
        self.month = month

    def __str__(self) -> str:
        return (
            f"Employer {self.employer_id} would be charged for every month from {self.first:%Y-%m} "
            f"to {self.month:%Y-%m}. Give an earlier month, or lock the months that are finished."
        )


class RunNotFound(BillingError):
    """
    There is no such billing run, or the actor cannot see it.
    """

    code = "run-not-found"
    http_status = 404

    def __init__(self, run_id: UUID) -> None:
        super().__init__(run_id)
        self.run_id = run_id

    def __str__(self) -> str:
        return f"There is no billing run {self.run_id}. List the employer's runs to see which are."


class MonthsNotLocked(BillingError):
    """
    Later months are locked already.
    """

    code = "months-not-locked"

    def __init__(self, employer_id: UUID, locked_through: dt.date) -> None:
        super().__init__(employer_id, locked_through)
        self.employer_id = employer_id
        self.locked_through = locked_through

    def __str__(self) -> str:
        return (
            f"The months of employer {self.employer_id} are locked through {self.locked_through}, "
            "and locked months are not opened again. Give a later day."
        )
