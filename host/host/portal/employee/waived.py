"""
What have I said no to?
"""

import datetime as dt
from typing import Any
from uuid import UUID

from enrolments_app import api as enrolments
from host.portal.employee.person import Me


def on(person: Me, day: dt.date) -> dict[UUID, Any]:
    """
    The no of a day to each benefit.
    """
    return {
        each.benefit_id: each
        for each in waivers(person)
        if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
    }


def waivers(person: Me) -> tuple[Any, ...]:
    """
    What I have said no to, and not taken back.
    """
    if not hasattr(enrolments, "list_waivers"):
        return ()
    return tuple(
        enrolments.list_waivers(
            actor=person.actor,
            employer_id=person.employer_id,
            employee_id=person.id,
            withdrawn=False,
        )
    )
