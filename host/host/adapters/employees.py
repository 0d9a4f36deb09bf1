"""
Port of enrolments: who is an employee on a day? Answered by the host's directory.
"""

import datetime as dt

from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.directory.models import Employee


class HostDirectory:
    """
    ENROLMENTS_EMPLOYEE_DIRECTORY.
    """

    def facts(self, *, employee_id: int, on: dt.date) -> enrolments.EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: if the directory has no such person.
        """
        found = Employee.objects.select_related("employer").filter(pk=employee_id).first()
        if found is None:
            raise enrolments.EmployeeNotFound(employee_id)
        return enrolments.EmployeeFacts(
            employee_id=found.pk,
            employer_id=found.employer_id,
            employed=Period.inclusive(found.hired_on, found.left_on),
            time_zone=found.employer.time_zone,
        )
