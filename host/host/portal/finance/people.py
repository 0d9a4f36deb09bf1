"""
What are those on an invoice's lines called?
"""

from collections.abc import Iterable

from host.directory.models import Employee


def names_of(employee_ids: Iterable[object]) -> dict[str, str]:
    """
    Names by identifier; an employee's id is a number in older releases of billing, and text.
    """
    theirs = {str(each) for each in employee_ids if each is not None}
    numbers = [int(each) for each in theirs if each.isascii() and each.isdigit()]
    known = Employee.objects.filter(pk__in=[each for each in numbers if each < 2**63])
    return {str(pk): name for pk, name in known.values_list("pk", "name")}
