"""
What does a night bring to each employer, whatever release of the domains is installed?
"""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employer

ACTOR = Actor.system("nightly")


def nights(only: UUID | None = None) -> Iterator[tuple[UUID, str, bool]]:
    """
    Do it, and tell for each employer what came of each duty, and whether that is as it should be.
    """
    employers = Employer.objects.order_by("pk")
    for employer in employers.filter(pk=only) if only else employers:
        today = today_in(employer.time_zone)
        for duty in (_business_date, _reminders):
            try:
                told = duty(employer.pk, today)
            except DomainError as refusal:
                yield employer.pk, str(refusal), False
            else:
                if told:
                    yield employer.pk, told, True


def _business_date(employer_id: UUID, today: dt.date) -> str:
    """
    Every missed day once and in order (C-23); enrolments before 2.2 do nothing by the day.
    """
    if not hasattr(enrolments, "advance_business_date"):
        return ""
    night = enrolments.advance_business_date(actor=ACTOR, employer_id=employer_id, to=today)
    return f"the business date is {night.day}, {len(night.processed)} days were done"


def _reminders(employer_id: UUID, today: dt.date) -> str:
    """
    At most one an invoice and day; billing before 3.1 reminds nobody, nor do we without an account.
    """
    if not hasattr(billing, "advance_dunning"):
        return ""
    try:
        steps = billing.advance_dunning(
            actor=ACTOR, idempotency_key=f"nightly {today}", employer_id=employer_id
        )
    except billing.AccountNotFound:
        return ""
    return f"{len(steps)} reminders for {today}"
