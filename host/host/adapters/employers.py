"""
Port of benefits: where are the employers? Answered by the host's directory.
"""

from uuid import UUID

from domain_kit.errors import DomainError
from host.directory.models import Employer


class EmployerNotFound(DomainError):
    """
    The directory has no such employer.
    """

    code = "employer-not-found"
    http_status = 404

    def __init__(self, employer_id: UUID) -> None:
        super().__init__(employer_id)
        self.employer_id = employer_id

    def __str__(self) -> str:
        return f"There is no employer {self.employer_id}. Add it to the directory first."


class HostEmployers:
    """
    BENEFITS_EMPLOYER_DIRECTORY.
    """

    def time_zone(self, *, employer_id: UUID) -> str:
        """
        Raises:
            EmployerNotFound: if the directory has no such employer.
        """
        zones = Employer.objects.filter(pk=employer_id).values_list("time_zone", flat=True)
        zone = zones.first()
        if zone is None:
            raise EmployerNotFound(employer_id)
        return zone
