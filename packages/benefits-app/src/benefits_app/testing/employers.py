"""
Port of this domain, as a test fills it: where are the employers?
"""

from uuid import UUID

from benefits_app.testing import ids

ZONES = {ids.KYOTO: "Asia/Tokyo"}


class SeededEmployers:
    """
    BENEFITS_EMPLOYER_DIRECTORY: everybody is in London, but those of the seed who are not.
    """

    def time_zone(self, *, employer_id: UUID) -> str:
        """
        The zone of an employer; it knows every one.
        """
        return ZONES.get(employer_id, "Europe/London")
