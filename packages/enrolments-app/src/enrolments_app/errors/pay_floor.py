"""
Why is a salary sacrifice not taken?
"""

from domain_kit.money import Money
from enrolments_app.errors.base import EnrolmentsError


class PayFloorBreached(EnrolmentsError):
    """
    The sacrifices of a month would leave less than the least pay (C-20).
    """

    code = "pay-floor-breached"

    def __init__(self, employee_id: str, headroom: Money, shortfall: Money) -> None:
        super().__init__(employee_id, headroom, shortfall)
        self.employee_id = employee_id
        self.headroom = headroom
        self.shortfall = shortfall

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} may sacrifice {self.headroom} a month in all, and this is "
            f"{self.shortfall} too much. Choose a cheaper option, or end another sacrifice first."
        )


class PayUnknown(EnrolmentsError):
    """
    The directory does not say what the employee earns, so the floor cannot be tested.
    """

    code = "pay-unknown"

    def __init__(self, employee_id: str) -> None:
        super().__init__(employee_id)
        self.employee_id = employee_id

    def __str__(self) -> str:
        return (
            f"The yearly pay of employee {self.employee_id} is not known, so a salary sacrifice "
            "cannot be tested against the least pay. Enter the pay in the directory first."
        )
