"""
How is an employee's identifier of the HR system kept?
"""

LENGTH = 64
NOBODY = ""


def stored_id(employee_id: int | str | None) -> str:
    """
    The text that is stored; what no column holds is nobody's.
    """
    text = NOBODY if employee_id is None else str(employee_id)
    storable = "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
    return text if len(text) <= LENGTH and storable else NOBODY
