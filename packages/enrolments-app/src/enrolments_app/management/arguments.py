"""
How do the commands of this domain read what an operator types, and say how a run went?
"""

import datetime as dt
from argparse import ArgumentTypeError
from uuid import UUID

from enrolments_app.data.runs import Run


def day(text: str) -> dt.date:
    """
    A day such as 2027-06-30.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2027-06-30") from None


def identifier(text: str) -> UUID:
    """
    An id of an employer, a plan year or an option.
    """
    try:
        return UUID(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a UUID") from None


def sentence_of(run: Run) -> str:
    """
    How a run went, in one line.
    """
    return (
        f"{run.kind} {run.key_on}: {run.done} looked at, {run.made} made, {run.ended} ended, "
        f"{run.skipped} passed over. Run {run.id}."
    )
