"""
Which days has somebody said no to, benefit by benefit?
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from domain_kit.periods import Period
from enrolments_app.models.waiver import Waiver


def waived_days(employee_id: int | str) -> Mapping[UUID, Sequence[Period]]:
    """
    The days of waivers that stand.
    """
    found: dict[UUID, list[Period]] = {}
    for waiver in Waiver.objects.filter(employee_id=str(employee_id), withdrawn_at=None):
        days = Period(start=waiver.days.lower, end=waiver.days.upper)
        found.setdefault(waiver.benefit_id, []).append(days)
    return found
