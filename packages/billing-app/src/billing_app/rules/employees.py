"""
What is an employee's identifier, as text and as the number it used to be?
"""

import re

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,18}")
_BIGGEST = 2**63 - 1


def number_of(employee_id: int | str | None) -> int | None:
    """
    The number that an identifier says, as releases before 2.4.0 kept it; None if it is no number.
    """
    text = "" if employee_id is None else str(employee_id)
    if not _NUMBER.fullmatch(text) or not -_BIGGEST - 1 <= int(text) <= _BIGGEST:
        return None
    return int(text)


def employee_of(reference: str) -> int | str:
    """
    An identifier as the requests of commands store it: the number if it is one, else the text.
    """
    number = number_of(reference)
    return reference if number is None else number
