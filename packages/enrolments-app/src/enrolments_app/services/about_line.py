"""
Which line of a batch is a refusal about?
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from domain_kit.errors import DomainError
from enrolments_app.errors.base import EnrolmentsError


@contextmanager
def about_line(position: int, option_id: UUID) -> Iterator[None]:
    """
    Write the line and its option on whatever is refused within; `position` counts from 1.
    """
    try:
        yield
    except DomainError as refusal:
        refusal.add_note(f"This is about line {position} of the batch.")
        if isinstance(refusal, EnrolmentsError):
            refusal.faults = (
                {
                    "at": _place(position, refusal),
                    "option_id": str(option_id),
                    "problem": str(refusal),
                },
            )
        raise


def _place(position: int, refusal: EnrolmentsError) -> str:
    # A person who cannot be covered has a place within the line.
    within = getattr(refusal, "place", "")
    line = f"lines.{position - 1}"
    return f"{line}.{within}" if within else line
