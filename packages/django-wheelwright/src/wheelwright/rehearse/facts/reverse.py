"""
What came of going back, and forward again.
"""

import dataclasses

from wheelwright.rehearse.facts.failure import Failure


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """
    Back, and forward again: why either failed, or which values did not come back.
    """

    failure: Failure | None
    again: Failure | None
    lost: tuple[tuple[str, str, int], ...] = ()
    fails_without_rows: bool | None = None
