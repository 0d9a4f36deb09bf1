"""
What became of somebody's cover at a transfer?
"""

import dataclasses

from enrolments_app.data.cover import Enrolment


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """
    The cover of the old employer that ended or was cancelled, and that of the new one.
    """

    ended: tuple[Enrolment, ...]
    begun: tuple[Enrolment, ...]
