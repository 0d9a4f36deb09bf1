"""
Which refusals should the bearer of a token, or whoever issues one, expect?
"""

import datetime as dt
from collections.abc import Iterable

from host.directory.errors import DirectoryError


class TokenExpired(DirectoryError):
    """
    The token was good, and its time is over.
    """

    code = "token-expired"
    http_status = 401

    def __init__(self, label: str, expired_at: dt.datetime) -> None:
        super().__init__(label, expired_at)
        self.label = label
        self.expired_at = expired_at

    def __str__(self) -> str:
        return (
            f"The token {self.label!r} expired at {self.expired_at:%Y-%m-%d %H:%M} UTC. "
            "Ask whoever issued it for a new one."
        )


class TokenRevoked(DirectoryError):
    """
    The token was taken back.
    """

    code = "token-revoked"
    http_status = 401

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label

    def __str__(self) -> str:
        return f"The token {self.label!r} was revoked. Ask whoever issued it for a new one."


class TokenOutOfScope(DirectoryError):
    """
    The token is good, and not for this.
    """

    code = "token-out-of-scope"
    http_status = 403

    def __init__(self, label: str, method: str, domain: str) -> None:
        super().__init__(label, method, domain)
        self.label = label
        self.method = method
        self.domain = domain

    def __str__(self) -> str:
        return (
            f"The token {self.label!r} may not {self.method} in {self.domain}. "
            "Use one that was issued for it."
        )


class LogInNeeded(DirectoryError):
    """
    Tokens are kept by people: a token that could issue tokens would outlive its own revocation.
    """

    code = "log-in-needed"
    http_status = 403

    def __str__(self) -> str:
        return "Tokens are issued and revoked by people. Log in and send no token along."


class TokenNotFound(DirectoryError):
    """
    No token by this number among those the actor may see.
    """

    code = "token-not-found"
    http_status = 404

    def __init__(self, token_id: int) -> None:
        super().__init__(token_id)
        self.token_id = token_id

    def __str__(self) -> str:
        return f"There is no token {self.token_id} among yours. List them to see their numbers."


class NobodyToActFor(DirectoryError):
    """
    The user for whom a token is asked has no membership, so that it would be nobody's.
    """

    code = "no-membership"
    http_status = 404

    def __init__(self, username: str) -> None:
        super().__init__(username)
        self.username = username

    def __str__(self) -> str:
        return (
            f"{self.username!r} is no user with a membership. Make one in the admin first: "
            "a token acts as somebody."
        )


class UnusableScope(DirectoryError):
    """
    A limit that no request could meet, or that is none.
    """

    code = "unusable-token-scope"
    http_status = 422

    def __init__(self, what: str, unknown: Iterable[str], known: Iterable[str]) -> None:
        unknown, known = tuple(unknown), tuple(known)
        super().__init__(what, unknown, known)
        self.what = what
        self.unknown = unknown
        self.known = known

    def __str__(self) -> str:
        if not self.unknown:
            return (
                f"A token without any {self.what} is good for nothing. Name one, or leave it out."
            )
        return (
            f"{', '.join(self.unknown)} cannot limit a token: it is no {self.what} of its bearer. "
            f"Choose from {', '.join(self.known) or 'none'}."
        )


class UnusableExpiry(DirectoryError):
    """
    A token for no time, or for longer than anybody looks after it.
    """

    code = "unusable-token-expiry"
    http_status = 422

    def __init__(self, days: int, longest: int) -> None:
        super().__init__(days, longest)
        self.days = days
        self.longest = longest

    def __str__(self) -> str:
        return (
            f"A token lasts from 1 to {self.longest} days, not {self.days}. Issue a new one then."
        )
