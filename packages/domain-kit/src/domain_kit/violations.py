"""
Which constraint did the database refuse a row for?
"""

from django.db import IntegrityError


def violated(exc: IntegrityError) -> str | None:
    """
    The name of the violated constraint; `None` if the server did not say.

    Services translate it into a refusal: the constraint decides, not a prior SELECT.
    """
    diagnostics = getattr(exc.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None)
