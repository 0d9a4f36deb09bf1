"""
Port of benefits: where are the employers?
"""

from uuid import UUID

from legacy_app.models import Employer


class HubEmployers:
    """
    BENEFITS_EMPLOYER_DIRECTORY.
    """

    def time_zone(self, *, employer_id: UUID) -> str:
        """
        Raises:
            Employer.DoesNotExist: if there is none.
        """
        return Employer.objects.only("time_zone").get(pk=employer_id).time_zone
