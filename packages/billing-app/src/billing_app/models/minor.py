"""
How does a row say its amount in minor units?

As long as 3.1 may serve beside this release the amount is what counts; triggers keep the minor units
in step with it, and nothing but finance's views reads them yet (docs/adr/0022 of the repository).
"""

from django.db import models
from django.db.models.functions import Floor


def minor_field() -> "models.BigIntegerField[int | None, int | None]":
    """
    The column beside an amount. Leave it empty: the database fills it in from the amount and the
    currency, on every write. It stays empty where an amount has more decimal places than its
    currency, as rows of older releases may.
    """
    return models.BigIntegerField(null=True, blank=True, editable=False)


def minor_is_amount(name: str, column: str = "amount") -> models.CheckConstraint:
    """
    The minor units are there and are the amount, at the exponent of some currency; only of an
    amount with a fraction there may be none, since its currency may have none such.
    """
    minor, amount = f"{column}_minor", models.F(column)
    said = (
        models.Q((minor, amount * 100))
        | models.Q((minor, amount))
        | models.Q((minor, amount * 1000))
        | models.Q((minor, amount * 10000))
    )
    return models.CheckConstraint(
        name=f"{name}_minor_is_amount",
        condition=(models.Q((f"{minor}__isnull", False)) & said)
        | (models.Q((f"{minor}__isnull", True)) & ~models.Q((column, Floor(column)))),
    )
