"""
Port of billing: what is covered in some months? Answered by enrolments.
"""

import inspect
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.covered import coverage_line

ACTOR = Actor.system("billing")
PAGE = 2_000
# Older releases answer with everything at once.
PAGED = "limit" in inspect.signature(enrolments.coverage_between).parameters


class EnrolmentCoverage:
    """
    BILLING_COVERAGE_SOURCE.
    """

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterator[billing.CoverageLine]:
        """
        Every cover with a day in the month, or in all the months from the first of some to the
        last; a page of them in memory at a time.
        """
        assert month.last is not None
        asked = {
            "actor": ACTOR,
            "employer_id": employer_id,
            "first": month.start,
            "last": month.last,
        }
        for cover in _pages(asked) if PAGED else enrolments.coverage_between(**asked):
            yield coverage_line(cover.id, cover, funding=getattr(cover, "funding", ""))


def _pages(asked: dict[str, Any]) -> Iterator[Any]:
    after: UUID | None = None
    while True:
        page = enrolments.coverage_between(**asked, after=after, limit=PAGE)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].id
