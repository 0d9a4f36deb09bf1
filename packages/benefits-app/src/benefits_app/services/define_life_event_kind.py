"""
Say which event lets people choose outside a window, and what it allows.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import DefinedLifeEventKind, LifeEventKind
from benefits_app.queries.life_events import kind_value
from benefits_app.rules.life_events import require_kind
from benefits_app.services.commands import asked, employer_named, key_holder, storable
from benefits_app.services.find import require_version
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once_answering


def define_life_event_kind(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    kind: LifeEventKind,
    version: int | None = None,
) -> DefinedLifeEventKind:
    """
    Define a kind of life event of an employer, or edit the one that has its code.

    `version` is the one the actor has read; None replaces whatever it was. Events that were
    decided already keep what they allowed.

    Raises:
        LifeEventKindBroken: if it allows nothing, or has impossible limits.
        StaleVersion: if somebody has changed the kind since that version.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> UUID:
        actor.require_role(Role.HR, Role.OPERATOR)
        actor.require_employer(employer_id)
        require_kind(kind)
        row, created = models.LifeEventKind.objects.select_for_update().get_or_create(
            employer_id=employer_id, code=kind.code, defaults=_columns(kind)
        )
        if created:
            require_version(f"Life event {kind.code!r}", version or None, 0)
            return row.id
        require_version(f"Life event {kind.code!r}", version, row.version)
        for column, value in _columns(kind).items():
            setattr(row, column, value)
        row.version += 1
        row.save()
        return row.id

    kind_id = once_answering(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_life_event_kind",
        request=storable(
            {**employer_named(actor, employer_id), "kind": asked(kind), "version": version}
        ),
        execute=execute,
        encode=str,
        decode=lambda answer: UUID(str(answer)),
    )
    return kind_value(models.LifeEventKind.objects.get(pk=kind_id))


def _columns(kind: LifeEventKind) -> dict[str, object]:
    return {
        "name": kind.name,
        "days_before": kind.days_before,
        "days_after": kind.days_after,
        "effective": [rule.value for rule in kind.effective],
        "ends": kind.ends.value,
        "permitted": sorted(str(action) for action in kind.permitted),
        "evidence_required": kind.evidence_required,
        "self_service": kind.self_service,
    }
