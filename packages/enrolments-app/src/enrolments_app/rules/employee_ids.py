"""
How is an employee's identifier of the HR system kept?
"""

LARGEST = 2**63 - 1
NOBODY = ""


def stored_id(employee_id: int | str | None) -> str:
    """
    The text that is stored. Until 3.0.0 it is a number of 64 bits; everything else is nobody's.
    """
    try:
        number = int(employee_id or NOBODY)
    except ValueError:
        return NOBODY
    return str(number) if abs(number) <= LARGEST else NOBODY
