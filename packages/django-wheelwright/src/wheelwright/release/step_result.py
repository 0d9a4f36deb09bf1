"""
What does one step leave to be said, and to be used by the next?
"""

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # an extra of the tool, which may not be installed
    from wheelwright.compare.run import Comparison


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """
    `said` is what the last step did; there is no comparison where there was nothing to compare.
    """

    said: str = ""
    comparison: "Comparison | None" = None
