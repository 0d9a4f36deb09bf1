"""
What is a run over many people: how far is it, what did it do, whom did it pass over?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID


class RunKind(enum.StrEnum):
    """
    The runs of this domain.
    """

    CARRY_OVER = "carry_over"
    AGE_OUT = "age_out"
    REPRICE = "reprice"
    LEAVERS = "leavers"
    ROSTER = "roster"


class SkipReason(enum.StrEnum):
    """
    Why a run passed over somebody.
    """

    MUST_CHOOSE = "must-choose"
    WAIVED = "waived"
    CANCELLED = "cancelled"
    ENDED = "ended"
    ELECTED = "elected"
    NOT_EMPLOYED = "not-employed"
    NOT_OFFERED = "not-offered"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    How far a run is; `finished_at` None: whoever starts it again goes on from here.

    `subject` is what it is about beside the day (a plan year, a file). `done` counts what was
    looked at, `made` new cover, `ended` cover that got an end, `skipped` what was passed over.
    """

    id: UUID
    kind: RunKind
    employer_id: UUID
    key_on: dt.date
    subject: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    times: int
    done: int
    made: int
    ended: int
    skipped: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """
    Somebody a run passed over, and why; `reason` is a word, `detail` a sentence.
    """

    number: int
    employee_id: str
    enrolment_id: UUID | None
    reason: SkipReason
    detail: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MustChoose:
    """
    Cover that ends with its plan year and whose option has no successor: somebody must choose.
    """

    number: int
    employee_id: str
    enrolment_id: UUID
    benefit_id: UUID
    option_id: UUID
    label: str
    ends_on: dt.date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SkippedPage:
    """
    Skipped people in the order of the run; `after` asks for the next ones, None is the end.
    """

    items: tuple[Skipped, ...]
    after: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MustChoosePage:
    """
    The must-choose list in the order of the run; `after` asks for more, None is the end.
    """

    items: tuple[MustChoose, ...]
    after: int | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDay:
    """
    Where the business date of an employer is now, and the days that this call processed.
    """

    employer_id: UUID
    day: dt.date
    processed: tuple[dt.date, ...]
