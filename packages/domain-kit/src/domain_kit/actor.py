"""
Who acts, in which role, for which employers?
"""

import dataclasses
import enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain_kit.errors import EmployeeForbidden, RoleForbidden, TenantForbidden

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Role(enum.StrEnum):
    """
    What an actor may do: the four kinds of people, and the system itself.
    """

    EMPLOYEE = "employee"
    HR = "hr"
    FINANCE = "finance"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    The one who asks. Every command takes it and every query is scoped by it.
    """

    id: str
    role: Role
    employer_ids: frozenset[UUID]
    employee_id: str | None = None
    all_employers: bool = False

    @classmethod
    def system(cls, name: str) -> "Actor":
        """
        A job of the platform itself: every employer, every command.
        """
        return cls(id=name, role=Role.SYSTEM, employer_ids=frozenset(), all_employers=True)

    def may_see(self, employer_id: UUID) -> bool:
        """
        Whether the employer is one of the actor's.
        """
        return self.all_employers or employer_id in self.employer_ids

    def require_employer(self, employer_id: UUID) -> None:
        """
        Raises:
            TenantForbidden: unless the actor acts for the employer.
        """
        if not self.may_see(employer_id):
            raise TenantForbidden(self.id, employer_id)

    def require_role(self, *roles: Role) -> None:
        """
        Raises:
            RoleForbidden: unless the actor has one of the roles, or is the system.
        """
        if self.role is not Role.SYSTEM and self.role not in roles:
            raise RoleForbidden(self.id, self.role.value, [role.value for role in roles])

    def require_employee(self, employee_id: object) -> None:
        """
        Raises:
            EmployeeForbidden: if the actor is an employee, and another one.
        """
        if self.role is Role.EMPLOYEE and self.employee_id != str(employee_id):
            raise EmployeeForbidden(self.id, str(employee_id))

    def scope(self, queryset: "QuerySet[Any]", field: str = "employer_id") -> "QuerySet[Any]":
        """
        The rows of the actor's employers.
        """
        if self.all_employers:
            return queryset
        return queryset.filter(**{f"{field}__in": self.employer_ids})
