"""
How is a number printed?
"""


def printed(prefix: str, year: int, number: int) -> str:
    """
    The legal entity's prefix, the year and six digits or more: NM-2027-000042.
    """
    return f"{prefix}{year}-{number:06d}"
