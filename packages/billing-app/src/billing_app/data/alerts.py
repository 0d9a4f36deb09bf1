"""
What can only a person decide?
"""

import dataclasses
import datetime as dt
from uuid import UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """
    Something that only a person can decide; `subject` is the thing it is about.
    """

    id: UUID
    employer_id: UUID | None
    kind: str
    subject: UUID | None
    text: str
    raised_at: dt.datetime
    resolved_at: dt.datetime | None
    resolved_by: str
