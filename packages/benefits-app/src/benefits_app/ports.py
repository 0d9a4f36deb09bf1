"""
What does this domain need to know that only a host can tell?
"""

from typing import Protocol, runtime_checkable
from uuid import UUID


@runtime_checkable
class EmployerDirectory(Protocol):
    """
    Where are the employers?
    """

    def time_zone(self, *, employer_id: UUID) -> str:
        """
        The IANA name of the zone in which an employer's days begin: Europe/London.

        Raises:
            DomainError: of the host's own, if there is no such employer.
        """
