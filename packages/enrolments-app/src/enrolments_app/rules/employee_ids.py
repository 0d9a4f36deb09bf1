"""
How is an employee's identifier of the HR system kept?
"""

LARGEST = 2**63 - 1
NOBODY = -1


def stored_id(employee_id: int | str | None) -> int:
    """
    The number that is stored; a text that is none, or too large a one, is nobody's.
    """
    try:
        number = int(employee_id or NOBODY)
    except ValueError:
        return NOBODY
    return number if abs(number) <= LARGEST else NOBODY
