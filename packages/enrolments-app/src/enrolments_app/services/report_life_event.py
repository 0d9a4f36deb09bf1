"""
Report that something has happened in an employee's life.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from domain_kit.actor import Actor, Role
from domain_kit.clock import now, zone
from domain_kit.violations import violated
from enrolments_app import conf
from enrolments_app.data.life_events import ClaimState
from enrolments_app.data.life_events import LifeEventClaim as ClaimValue
from enrolments_app.errors.life_events import (
    EvidenceRequired,
    LifeEventAlreadyReported,
    LifeEventIsForHr,
)
from enrolments_app.models.life_event_claim import ONE_OPEN_CLAIM_PER_EVENT, LifeEventClaim
from enrolments_app.queries.life_events import get_life_event
from enrolments_app.rules.texts import require_text
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.once import once


def report_life_event(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: str | int,
    kind: str,
    event_on: dt.date,
    evidence: Sequence[str] = (),
) -> ClaimValue:
    """
    Claim a life event; HR decides it. `evidence` are references to documents kept elsewhere.

    The day of the report is the employer's own day on which the server receives it; which days
    and deadlines follow is the catalogue's to say (C-16, C-17).

    Raises:
        LifeEventNotAllowed: if the kind is unknown, or the event is reported too late.
        LifeEventIsForHr: if an employee reports what only HR may report.
        EvidenceRequired: if the kind takes evidence, and there is none.
        LifeEventAlreadyReported: if there is an open claim of this kind and date.
        TextNotStorable: if a reference or the kind is empty, too long or no text.
        EmployeeNotFound: if there is no such employee of the actor's.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    received_at = now()

    def execute(claim_id: UUID) -> None:
        facts = employee_for(actor, employee_id)
        require_text("kind", kind, longest=60)
        references = [require_text("evidence", each, longest=200) for each in evidence]
        reported_on = received_at.astimezone(zone(facts.time_zone)).date()
        terms = conf.benefit_catalogue.resolve().life_event(
            actor=actor,
            employer_id=facts.employer_id,
            kind=kind,
            event_on=event_on,
            reported_on=reported_on,
        )
        if actor.role is Role.EMPLOYEE and not terms.self_service:
            raise LifeEventIsForHr(kind)
        if terms.evidence_required and not references:
            raise EvidenceRequired(kind)
        _insert(
            LifeEventClaim(
                id=claim_id,
                employer_id=facts.employer_id,
                employee_id=str(employee_id),
                kind=kind,
                event_on=event_on,
                reported_at=received_at,
                reported_on=reported_on,
                reported_by=actor.id,
                evidence=references,
                permitted=sorted(terms.permitted),
                allowed_on=list(terms.effective_on),
                state=ClaimState.PENDING,
            )
        )

    made = once(
        "report_life_event",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "employee": str(employee_id),
            "kind": kind,
            "event_on": str(event_on),
            "evidence": list(evidence),
        },
        execute=execute,
    )
    return get_life_event(actor=actor, claim_id=made)


def _insert(row: LifeEventClaim) -> None:
    try:
        # A savepoint: which claim is in the way can only be read in a transaction that lives.
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as exc:
        if violated(exc) != ONE_OPEN_CLAIM_PER_EVENT:
            raise
        existing = LifeEventClaim.objects.exclude(state=ClaimState.REFUSED).get(
            employer_id=row.employer_id,
            employee_id=row.employee_id,
            kind=row.kind,
            event_on=row.event_on,
        )
        raise LifeEventAlreadyReported(row.kind, row.event_on, existing.id) from exc
