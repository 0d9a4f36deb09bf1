"""
Say when late invoices of a legal entity are reminded of.
"""

from collections.abc import Sequence
from uuid import UUID

from billing_app import models
from billing_app.data import DunningStage
from billing_app.rules.dunning import require_stages
from billing_app.rules.usable import require_text
from billing_app.services.once import once_listed
from domain_kit.actor import Actor, Role

_EVERYBODY = UUID(int=0)


def define_dunning(
    *, actor: Actor, idempotency_key: str, legal_entity: str, stages: Sequence[DunningStage]
) -> tuple[DunningStage, ...]:
    """
    Replace a legal entity's stages; none ends its reminders. What was sent stays sent.

    Raises:
        UnusableValue: if the days do not rise, or a text cannot be kept.
        NotPermitted: unless operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> list[UUID]:
        actor.require_role(Role.OPERATOR)
        require_text("legal_entity", legal_entity, longest=100, shortest=1)
        require_stages(stages)
        models.DunningStage.objects.filter(legal_entity=legal_entity).delete()
        rows = models.DunningStage.objects.bulk_create(
            models.DunningStage(
                legal_entity=legal_entity,
                position=position,
                days_after_due=stage.days_after_due,
                name=stage.name,
                text=stage.text,
            )
            for position, stage in enumerate(stages, start=1)
        )
        return [row.pk for row in rows]

    once_listed(
        _EVERYBODY,
        "define_dunning",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "legal_entity": legal_entity,
            "stages": [[each.days_after_due, each.name, each.text] for each in stages],
        },
        execute=execute,
    )
    return stages_of(legal_entity)


def stages_of(legal_entity: str) -> tuple[DunningStage, ...]:
    """
    A legal entity's stages, in order.
    """
    rows = models.DunningStage.objects.filter(legal_entity=legal_entity).order_by("position")
    return tuple(
        DunningStage(days_after_due=row.days_after_due, name=row.name, text=row.text)
        for row in rows
    )
