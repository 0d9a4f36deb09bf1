"""
How is an amount written for people?
"""

from domain_kit.money import Money


def grouped(amount: Money) -> str:
    """
    With thousands set apart, its currency aside: 1,264.00.
    """
    return f"{amount.amount:,f}"
