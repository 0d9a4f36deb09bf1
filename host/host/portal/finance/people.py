"""
What are those on an invoice's lines called?
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from host.directory.models import Employee

# As many as have one name, and more.
MOST = 500


def names_of(employee_ids: Iterable[object]) -> dict[str, str]:
    """
    Names by identifier; an employee's id is a number in older releases of billing, and text.
    """
    theirs = {str(each) for each in employee_ids if each is not None}
    numbers = [int(each) for each in theirs if each.isascii() and each.isdigit()]
    known = Employee.objects.filter(pk__in=[each for each in numbers if each < 2**63])
    return {str(pk): name for pk, name in known.values_list("pk", "name")}


def ids_named(employer_id: UUID, named: str) -> tuple[str, ...]:
    """
    The identifiers of those who work or worked there and whose name has this in it.
    """
    there = Q(employer=employer_id) | Q(earlier_employments__employer=employer_id)
    if "\0" in named:
        return ()
    found = Employee.objects.filter(there, name__icontains=named).order_by("pk").distinct()
    return tuple(str(pk) for pk in found.values_list("pk", flat=True)[:MOST])
