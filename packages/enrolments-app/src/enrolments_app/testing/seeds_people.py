"""
Which decisions around cover has a database that 2.1.0 has served for a while?
"""

import datetime as dt
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from enrolments_app import models
from enrolments_app.data.elections import BatchState
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.data.life_events import ClaimState
from enrolments_app.data.waivers import WaiverReason
from enrolments_app.testing import ids

NEW_YEAR = dt.date(2027, 1, 1)


def fill_people(cover: models.Enrolment) -> None:
    """
    A child, a waiver as older releases left it, an approved birth with a cart, and an open request
    for evidence of `cover`.
    """
    now = timezone.now()
    models.Dependant.objects.create(
        employer_id=ids.ACME,
        employee_id="1",
        key="c1",
        name="Kit",
        relationship="child",
        born_on=dt.date(2019, 5, 20),
        days=DateRange(dt.date(2026, 1, 1), None),
        recorded_by="import",
    )
    models.Waiver.objects.create(
        employer_id=ids.ACME,
        employee_id="5",
        benefit_id=ids.CYCLE,
        reason_code=WaiverReason.UNKNOWN,
        days=DateRange(NEW_YEAR, dt.date(2027, 2, 1)),
        recorded_by="import",
    )
    claim = models.LifeEventClaim.objects.create(
        employer_id=ids.ACME,
        employee_id="2",
        kind="birth",
        event_on=dt.date(2027, 1, 20),
        reported_at=now,
        reported_on=dt.date(2027, 1, 25),
        reported_by="import",
        permitted=["enrol", "add_dependant"],
        allowed_on=[dt.date(2027, 1, 20)],
        state=ClaimState.APPROVED,
        usable_until=dt.date(2027, 2, 24),
        decided_at=now,
        decided_by="import",
    )
    batch = models.ElectionBatch.objects.create(
        employer_id=ids.ACME,
        employee_id="2",
        claim=claim,
        state=BatchState.DRAFT,
        opened_at=now,
        opened_by="import",
    )
    models.ElectionLine.objects.create(
        batch=batch, position=1, option_id=ids.DENTAL_2027, starts_on=dt.date(2027, 1, 20)
    )
    models.EvidenceRequest.objects.create(
        employer_id=cover.employer_id,
        employee_id=str(cover.employee_id),
        enrolment=cover,
        requested=Decimal(360_000),
        guaranteed=Decimal(250_000),
        currency=cover.currency,
        state=EvidenceState.PENDING,
        requested_at=now,
    )
