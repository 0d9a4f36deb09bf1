"""
Which values of a request mean nothing?
"""

import datetime as dt

from billing_app.errors.base import BillingError


class DateOutOfRange(BillingError):
    """
    A day that no invoice of today can mean.
    """

    code = "date-out-of-range"
    http_status = 422

    def __init__(self, field: str, day: dt.date, first: dt.date, last: dt.date) -> None:
        super().__init__(field, day, first, last)
        self.field = field
        self.day = day
        self.first = first
        self.last = last

    def __str__(self) -> str:
        return f"{self.field} is {self.day}. Give a day from {self.first} to {self.last}."


class UnusableValue(BillingError):
    """
    A value of a request that its column cannot keep, or that means nothing.
    """

    code = "unusable-value"
    http_status = 422

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field = field
        self.wanted = wanted

    def __str__(self) -> str:
        return f"{self.field} cannot be used. Give {self.wanted}."
