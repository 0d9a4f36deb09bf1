"""
Which identifiers and prices does a generated world have? Each identifier says what it is.
"""

from uuid import UUID

YEAR = 2027
BENEFITS = 8
PRICES = ("60.00", "12.50", "25.00", "8.40", "31.05", "4.99", "120.00", "17.30")
PER_DEPENDANT = "20.00"


def employer_id(place: int) -> UUID:
    """
    The employer at a place, from 0 on.
    """
    return UUID(f"0190000e-{place:04x}-7000-8000-000000000000")


def benefit_id(place: int, benefit: int) -> UUID:
    """
    One of the benefits, from 0 to 7, of the employer at a place.
    """
    return UUID(f"0190000e-{place:04x}-7{benefit:03x}-8000-00000000000b")


def option_id(place: int, benefit: int, year: int = YEAR) -> UUID:
    """
    The option of a benefit in a plan year.
    """
    return UUID(f"0190000e-{place:04x}-7{benefit:03x}-8000-{year:012d}")


def plan_id(place: int, benefit: int, year: int = YEAR) -> UUID:
    """
    The plan of a benefit in a plan year.
    """
    return UUID(f"0190000e-{place:04x}-7{benefit:03x}-8001-{year:012d}")


def plan_year_id(place: int, year: int = YEAR) -> UUID:
    """
    The plan year of the employer at a place.
    """
    return UUID(f"0190000e-{place:04x}-7fff-8000-{year:012d}")
