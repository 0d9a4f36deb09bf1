"""
Which refusals does every domain share?
"""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID


class DomainError(Exception):
    """
    Base of every refusal: catch it to tell "we said no" from "we broke".

    Subclasses pass their fields positionally to `super().__init__`, which keeps them picklable,
    and write their sentence in `__str__`: what happened, to what, what to do next.
    """

    code: ClassVar[str] = "refused"
    """Permanent and kebab-case: the `type` of an HTTP problem answer (RFC 9457)."""

    http_status: ClassVar[int] = 409


class NotPermitted(DomainError):
    """
    The actor may not do this.
    """

    code = "not-permitted"
    http_status = 403


class TenantForbidden(NotPermitted):
    """
    The actor does not act for this employer.
    """

    code = "tenant-forbidden"

    def __init__(self, actor_id: str, employer_id: UUID) -> None:
        super().__init__(actor_id, employer_id)
        self.actor_id = actor_id
        self.employer_id = employer_id

    def __str__(self) -> str:
        return (
            f"{self.actor_id} does not act for employer {self.employer_id}. "
            "Ask that employer for access, or choose one of your own."
        )


class RoleForbidden(NotPermitted):
    """
    The actor's role does not include this command.
    """

    code = "role-forbidden"

    def __init__(self, actor_id: str, role: str, allowed: Iterable[str]) -> None:
        allowed = tuple(allowed)
        super().__init__(actor_id, role, allowed)
        self.actor_id = actor_id
        self.role = role
        self.allowed = allowed

    def __str__(self) -> str:
        return (
            f"{self.actor_id} has the role {self.role}, and this takes "
            f"{' or '.join(self.allowed)}. Ask someone with that role."
        )


class EmployeeForbidden(NotPermitted):
    """
    An employee acts for itself only.
    """

    code = "employee-forbidden"

    def __init__(self, actor_id: str, employee_id: str) -> None:
        super().__init__(actor_id, employee_id)
        self.actor_id = actor_id
        self.employee_id = employee_id

    def __str__(self) -> str:
        return (
            f"{self.actor_id} may not act for employee {self.employee_id}: "
            "employees act for themselves. Ask HR to do it."
        )


class IdempotencyConflict(DomainError):
    """
    The key was already used for another command or another request body (C-34).
    """

    code = "idempotency-conflict"

    def __init__(self, key: str, command: str) -> None:
        super().__init__(key, command)
        self.key = key
        self.command = command

    def __str__(self) -> str:
        return (
            f"The idempotency key {self.key!r} was already used for {self.command} with another "
            "content. Repeat the first request unchanged, or send a new key."
        )
