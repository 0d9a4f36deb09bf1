"""
Mend a cover that meets another one, and list it.
"""

from django.db import transaction

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import ChangeKind
from enrolments_app.feed import FEED
from enrolments_app.queries.values import days_of
from enrolments_app.rules.overlaps import Fix
from enrolments_app.services.alter_cover import alter_cover

TWICE = "covered twice on a day"


def mend_overlap(fix: Fix) -> None:
    """
    Cut or reverse the cover as `rules.overlaps` says; the report table keeps what it was.
    """
    with transaction.atomic():
        FEED.begin()
        row = models.Enrolment.objects.select_for_update(of=("self",)).get(pk=fix.id)
        before = days_of(row)
        days = before if fix.last is None else Period.inclusive(before.start, fix.last)
        alter_cover(
            actor=Actor.system("enrolments_mend"),
            row=row,
            kind=ChangeKind.CANCEL if fix.last is None else ChangeKind.TERMINATE,
            days=days,
            reversed=fix.last is None,
            effective_on=fix.last or before.start,
            reason=f"{TWICE}: enrolment {fix.because_of} has the days",
        )
        models.CoverageRepair.objects.create(
            enrolment=row,
            problem=TWICE,
            before=_described(before, reversed=False),
            after=_described(days, reversed=row.reversed),
            because_of=fix.because_of,
        )


def _described(days: Period, *, reversed: bool) -> dict[str, str | bool | None]:
    return {
        "starts_on": days.start.isoformat(),
        "ends_on": days.last.isoformat() if days.last else None,
        "reversed": reversed,
    }
