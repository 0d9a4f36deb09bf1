"""
What are the people of some numbers called, and what do benefits name things?
"""

from collections.abc import Iterable
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor
from host.directory.models import Employee, Employer


def names_of(employer: Employer, numbers: Iterable[object]) -> dict[str, str]:
    """
    The names of an employer's people, present and former, by number as text: one statement.
    """
    wanted = {int(each) for each in map(str, numbers) if each.isascii() and each.isdigit()}
    rows = Employee.objects.filter(pk__in={each for each in wanted if each < 2**63})
    here = rows.filter(employer=employer) | rows.filter(earlier_employments__employer=employer)
    return {str(number): name for number, name in here.order_by().values_list("pk", "name")}


def event_names(actor: Actor, employer_id: UUID) -> dict[str, str]:
    """
    What the employer calls each kind of life event.
    """
    if not hasattr(benefits, "list_life_event_kinds"):
        return {}
    every = benefits.list_life_event_kinds(actor=actor, employer_id=employer_id)
    return {each.kind.code: each.kind.name for each in every}
