"""
What is told about a token, and what may it be limited to?
"""

import dataclasses
import datetime as dt
from uuid import UUID

DOMAINS = ("benefits", "enrolments", "billing")
"""The parts of the API, as its addresses name them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """
    A token without its secret. `domains` and `employer_ids` are None where it has no such limit.
    """

    id: int
    label: str
    username: str
    may_write: bool
    domains: tuple[str, ...] | None
    employer_ids: tuple[UUID, ...] | None
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None
    last_used_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """
    A new token with its secret, which nobody can ask for again.
    """

    secret: str
    token: Token
