"""
What came of migrations that were killed on their way and run again.
"""

import dataclasses
import enum

from wheelwright.rehearse.facts.failure import Failure


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Departure:
    """
    One thing in which they differ, as a piece of a sentence about the second of them.
    """

    subject: str
    says: str


class When(enum.StrEnum):
    """
    How far the statement of a place had come.
    """

    ABOUT_TO_RUN = "about to run"
    EXECUTED = "executed"
    COMMITTED = "committed"
    RECORDED = "recorded"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where a migration can be halted: at its statement of this number, or after Django recorded it.
    """

    migration: str
    number: int
    when: When
    operation: str = ""
    sql: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """
    What came of a migration that was killed at a place and run again: an error, no end, or
    another state than that of an undisturbed run.
    """

    place: Place
    failure: Failure | None = None
    hung_seconds: float | None = None
    departures: tuple[Departure, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions:
    """
    At how many of how many places the upgrade was killed, and what came of it.
    """

    killed: int
    places: int
    troubles: tuple[Trouble, ...]
