"""
Which life events has an employer, and what does one allow?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import (
    DefinedLifeEventKind,
    EffectiveRule,
    EndRule,
    LifeEventKind,
    LifeEventTerms,
)
from benefits_app.errors import LifeEventKindNotFound
from benefits_app.rules.life_events import life_event_terms
from domain_kit.actor import Actor


def kind_value(row: models.LifeEventKind) -> DefinedLifeEventKind:
    """
    A kind of life event with its version.
    """
    return DefinedLifeEventKind(
        id=row.id,
        employer_id=row.employer_id,
        kind=LifeEventKind(
            code=row.code,
            name=row.name,
            days_before=row.days_before,
            days_after=row.days_after,
            effective=tuple(EffectiveRule(rule) for rule in row.effective),
            ends=EndRule(row.ends),
            permitted=frozenset(row.permitted),
            evidence_required=row.evidence_required,
            self_service=row.self_service,
        ),
        version=row.version,
    )


def list_life_event_kinds(*, actor: Actor, employer_id: UUID) -> tuple[DefinedLifeEventKind, ...]:
    """
    Every kind of life event of an employer, by code.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.LifeEventKind.objects.filter(employer_id=employer_id).order_by("code")
    return tuple(kind_value(row) for row in rows)


def resolve_life_event(
    *, actor: Actor, employer_id: UUID, kind: str, event_on: dt.date, reported_on: dt.date
) -> LifeEventTerms:
    """
    What an event that happened on one day and is reported on another allows (C-16, C-17).

    Raises:
        LifeEventKindNotFound: if the employer has no kind of this code.
        LifeEventNotAllowed: if it is reported too early or too late.
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    row = models.LifeEventKind.objects.filter(employer_id=employer_id, code=kind).first()
    if row is None:
        raise LifeEventKindNotFound(employer_id, kind)
    return life_event_terms(kind=kind_value(row).kind, event_on=event_on, reported_on=reported_on)
