"""
Which row may this actor change?
"""

from domain_kit.actor import Actor, Role
from host.directory.errors import PersonNotFound
from host.directory.models import Employee


def find(actor: Actor, employee_id: int) -> Employee:
    """
    The row of one of the actor's people.

    Raises:
        PersonNotFound: also if the person is another employer's.
        NotPermitted: unless HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    row = actor.scope(Employee.objects.select_related("employer")).filter(pk=employee_id).first()
    if row is None:
        raise PersonNotFound(employee_id)
    return row
