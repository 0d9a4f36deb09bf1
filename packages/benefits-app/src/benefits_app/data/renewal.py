"""
What becomes of the options of a plan year in the next one?
"""

import dataclasses
from uuid import UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OptionMapping:
    """
    The option whose next year's copy follows an option; None if its people must choose.
    """

    option_id: UUID
    becomes: UUID | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """
    The option that follows an option in the next plan year; None if its people must choose.
    """

    option_id: UUID
    successor_id: UUID | None
