"""
Say which option of the next plan year follows which of this one.
"""

from collections.abc import Sequence
from uuid import UUID

from benefits_app import models
from benefits_app.data import Successor
from benefits_app.errors import PlanYearNotFound, RenewalMappingBroken
from benefits_app.queries.successors import successors
from benefits_app.services.commands import once_on
from domain_kit.actor import Actor, Role


def map_options(
    *, actor: Actor, idempotency_key: str, plan_year_id: UUID, mapping: Sequence[Successor]
) -> tuple[Successor, ...]:
    """
    Map options of a plan year to those that follow them; None is "must choose".

    Options that are not named keep the successor they have.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        RenewalMappingBroken: if an option is named twice, or is not in the year, or its successor
            is not in a later year of the employer.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        years = actor.scope(models.PlanYear.objects.select_for_update())
        year = years.filter(pk=plan_year_id).first()
        if year is None:
            raise PlanYearNotFound(plan_year_id)
        write_mapping(year, mapping)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="map_options",
        request={
            "plan_year": str(plan_year_id),
            "mapping": [[str(each.option_id), str(each.successor_id)] for each in mapping],
        },
        execute=execute,
    )
    return successors(actor=actor, plan_year_id=plan_year_id)


def write_mapping(year: models.PlanYear, mapping: Sequence[Successor]) -> None:
    """
    Write who follows whom.

    Raises:
        RenewalMappingBroken: as map_options.
    """
    named = [each.option_id for each in mapping]
    _require_among(named, models.PlanOption.objects.filter(plan__plan_year=year), "no option of it")
    if len(set(named)) < len(named):
        raise RenewalMappingBroken("an option more than once")
    later = models.PlanOption.objects.filter(
        plan__plan_year__employer_id=year.employer_id,
        plan__plan_year__starts_on__gt=year.ends_on,
    )
    _require_among(
        [each.successor_id for each in mapping if each.successor_id],
        later,
        "no option of a later year",
    )
    models.OptionMapping.objects.bulk_create(
        [
            models.OptionMapping(option_id=each.option_id, successor_id=each.successor_id)
            for each in mapping
        ],
        update_conflicts=True,
        update_fields=["successor"],
        unique_fields=["option"],
    )


def _require_among(wanted: Sequence[UUID], options: object, fault: str) -> None:
    found = set(options.filter(pk__in=wanted).values_list("pk", flat=True))  # type: ignore[attr-defined]
    for option_id in wanted:
        if option_id not in found:
            raise RenewalMappingBroken(f"{option_id}, which is {fault}")
