"""
Why is a batch of elections not taken?
"""

import datetime as dt
from uuid import UUID

from domain_kit.money import Money
from enrolments_app.errors.base import EnrolmentsError


class QuoteStale(EnrolmentsError):
    """
    The price shown is not the price of today (C-11).
    """

    code = "quote-stale"

    def __init__(self, option_id: UUID, shown: str, today: str, monthly: Money) -> None:
        super().__init__(option_id, shown, today, monthly)
        self.option_id = option_id
        self.shown = shown
        self.today = today
        self.monthly = monthly

    def __str__(self) -> str:
        return (
            f"The price of option {self.option_id} has changed since it was shown: it is "
            f"{self.monthly} a month now. Show the new quote, and elect again with its hash."
        )


class BatchNotFound(EnrolmentsError):
    """
    No such batch among those the actor may see.
    """

    code = "batch-not-found"
    http_status = 404

    def __init__(self, batch_id: UUID) -> None:
        super().__init__(batch_id)
        self.batch_id = batch_id

    def __str__(self) -> str:
        return f"There is no batch of elections {self.batch_id}. Save a draft first."


class BatchAlreadySubmitted(EnrolmentsError):
    """
    The batch has become cover before.
    """

    code = "batch-already-submitted"

    def __init__(self, batch_id: UUID, submitted_at: dt.datetime) -> None:
        super().__init__(batch_id, submitted_at)
        self.batch_id = batch_id
        self.submitted_at = submitted_at

    def __str__(self) -> str:
        return (
            f"Batch {self.batch_id} was submitted at {self.submitted_at:%Y-%m-%d %H:%M}Z already. "
            "Save a new draft to change what is covered."
        )


class BatchEmpty(EnrolmentsError):
    """
    A batch without a line elects nothing.
    """

    code = "batch-empty"
    http_status = 422

    def __str__(self) -> str:
        return "A batch of elections has at least one line, and this one has none. Add a line."


class BatchHasTwoEmployees(EnrolmentsError):
    """
    A line names another employee than the batch.
    """

    code = "batch-has-two-employees"
    http_status = 422

    def __init__(self, position: int, employee_id: str, expected: str) -> None:
        super().__init__(position, employee_id, expected)
        self.position = position
        self.employee_id = employee_id
        self.expected = expected

    def __str__(self) -> str:
        return (
            f"Line {self.position} is for employee {self.employee_id}, and the batch is for "
            f"{self.expected}. Make a batch for each employee."
        )


class BatchNeedsOneReason(EnrolmentsError):
    """
    A batch goes by a window or by a life event, not by both.
    """

    code = "batch-needs-one-reason"
    http_status = 422

    def __init__(self, window_id: UUID, claim_id: UUID) -> None:
        super().__init__(window_id, claim_id)
        self.window_id = window_id
        self.claim_id = claim_id

    def __str__(self) -> str:
        return (
            f"The batch names window {self.window_id} and life event {self.claim_id}. "
            "Name the one by which it is submitted."
        )


class AgreementNotSigned(EnrolmentsError):
    """
    A line is paid by salary sacrifice, which takes a signed agreement.
    """

    code = "agreement-not-signed"

    def __init__(self, position: int, label: str) -> None:
        super().__init__(position, label)
        self.position = position
        self.label = label

    def __str__(self) -> str:
        return (
            f"Line {self.position}, {self.label}, is paid by salary "
            "sacrifice. Have the employee sign the agreement, and submit with `agreement_signed`."
        )


class ElectedTwice(EnrolmentsError):
    """
    Two lines of a batch choose the same benefit from the same day on.
    """

    code = "elected-twice"
    http_status = 422

    def __init__(self, position: int, benefit_id: UUID, starts_on: dt.date) -> None:
        super().__init__(position, benefit_id, starts_on)
        self.position = position
        self.benefit_id = benefit_id
        self.starts_on = starts_on

    def __str__(self) -> str:
        return (
            f"Line {self.position} chooses benefit {self.benefit_id} from {self.starts_on} once "
            "more. Keep one of the two lines."
        )


class TooManyLines(EnrolmentsError):
    """
    A batch has more lines than anybody has benefits.
    """

    code = "too-many-lines"
    http_status = 422

    def __init__(self, lines: int, most: int) -> None:
        super().__init__(lines, most)
        self.lines = lines
        self.most = most

    def __str__(self) -> str:
        return f"A batch has at most {self.most} lines, and this one has {self.lines}. Make two."
