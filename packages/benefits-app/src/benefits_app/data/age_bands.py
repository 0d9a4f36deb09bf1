"""
Who moves to another age band, and when?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from benefits_app.data.pricing import RateBand


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AgeBandChange:
    """
    From `on` the person of the key pays for another age, at another amount, in an option.
    """

    key: str
    option_id: UUID
    on: dt.date
    before: RateBand
    after: RateBand
