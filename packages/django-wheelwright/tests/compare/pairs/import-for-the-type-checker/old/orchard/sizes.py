from decimal import Decimal


def size(of: Decimal) -> Decimal:
    return of
