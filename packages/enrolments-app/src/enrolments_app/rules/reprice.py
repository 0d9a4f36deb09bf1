"""
Does cover cost something else from a day on than what was agreed?
"""

from domain_kit.money import Money


def price_differs(
    *,
    monthly: Money,
    employer_part: Money | None,
    employee_part: Money | None,
    quoted: Money,
    quoted_employer: Money | None,
    quoted_employee: Money | None,
) -> bool:
    """
    Whether the whole or who pays which part of it is another. Cover that is older than parts is
    not split for their sake.
    """
    if monthly != quoted:
        return True
    if employer_part is None or employee_part is None:
        return False
    if quoted_employer is None or quoted_employee is None:
        return False
    return (employer_part, employee_part) != (quoted_employer, quoted_employee)
