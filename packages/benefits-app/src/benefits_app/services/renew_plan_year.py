"""
Offer a plan year's options again in the next one, as drafts.
"""

from collections.abc import Sequence
from uuid import UUID

from benefits_app import models
from benefits_app.data import OptionMapping, PlanStatus, PlanYear
from benefits_app.errors import PlanYearNotFound
from benefits_app.queries.values import plan_year_value
from benefits_app.rules.renewal import plan_renewal
from benefits_app.services.commands import asked, former_scope, key_holder, storable
from benefits_app.services.copy_plans import copy_plans
from benefits_app.services.define_plan_year import create_plan_year, zone_of
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once
from domain_kit.periods import Period


def renew_plan_year(
    *,
    actor: Actor,
    idempotency_key: str,
    plan_year_id: UUID,
    period: Period,
    mapping: Sequence[OptionMapping],
    time_zone: str | None = None,
) -> PlanYear:
    """
    Agree the next plan year and copy into it, as drafts, what `mapping` says (C-24).

    Plans that are not retired come with their terms, tiers and contributions, options with the
    rates in force on the year's last day. `mapping` says of an option whose copy follows it;
    None ends it. An option that is not mentioned is copied, and its people must choose. The new
    year is in `time_zone`, or in the zone that the host's directory of employers tells.

    The number of statements does not depend on how many options there are.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        PlanYearOverlaps: if another plan year covers some of these days.
        RenewalMappingBroken: if the mapping names an option twice, one that is not of the year,
            or one of another plan.
        PlanYearEndless, TimeZoneUnknown: as define_plan_year.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(new_year_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        years = actor.scope(models.PlanYear.objects.select_for_update())
        year = years.filter(pk=plan_year_id).first()
        if year is None:
            raise PlanYearNotFound(plan_year_id)
        options = models.PlanOption.objects.filter(plan__plan_year=year).exclude(
            plan__status=PlanStatus.RETIRED
        )
        renewal = plan_renewal(
            plan_of=dict(options.order_by("pk").values_list("pk", "plan_id")), mapping=mapping
        )
        new_year = create_plan_year(
            new_year_id, year.employer_id, period, time_zone or zone_of(year.employer_id)
        )
        copies = copy_plans(year, new_year, renewal.copied)
        models.OptionMapping.objects.bulk_create(
            [
                models.OptionMapping(
                    option_id=each.option_id,
                    successor_id=copies[each.becomes] if each.becomes else None,
                )
                for each in renewal.becomes
            ],
            update_conflicts=True,
            update_fields=["successor"],
            unique_fields=["option"],
        )

    new_year_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="renew_plan_year",
        request=storable(
            {
                "plan_year": str(plan_year_id),
                "period": str(period),
                "mapping": [asked(each) for each in mapping],
                "time_zone": time_zone,
            }
        ),
        execute=execute,
        former_scope=former_scope(actor),
    )
    return plan_year_value(models.PlanYear.objects.get(pk=new_year_id))
