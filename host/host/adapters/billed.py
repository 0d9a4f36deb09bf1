"""
Under which number does billing know an employee? Its releases before the next major keep integers.
"""

from billing_app import api as billing
from domain_kit.errors import DomainError
from host.adapters.fitting import is_text

# What its bigint column holds for certain.
DIGITS = 18
TEXT = is_text(billing.CoverageLine, "employee_id")


class EmployeeNotBillable(DomainError):
    """
    The employee's id is no number, and the installed billing-app bills numbers only.
    """

    code = "employee-not-billable"
    http_status = 422

    def __init__(self, employee_id: str) -> None:
        super().__init__(employee_id)
        self.employee_id = employee_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id!r} cannot be billed: the installed billing-app knows "
            "people by whole numbers. Give this person a number in the directory."
        )


def billed_id(employee_id: str | int) -> int | str:
    """
    An employee's id as the installed billing-app takes it.

    Raises:
        EmployeeNotBillable: if it wants a number and the id is none.
    """
    if TEXT:
        return str(employee_id)
    text = str(employee_id)
    if not (text.isascii() and text.isdigit()) or len(text) > DIGITS:
        raise EmployeeNotBillable(text)
    return int(text)
