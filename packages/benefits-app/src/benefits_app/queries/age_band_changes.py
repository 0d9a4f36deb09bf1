"""
Who of an employer's people moves to another age band, in which option, and when?
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from benefits_app import models
from benefits_app.data import AgeBandChange, Person, PlanStatus
from benefits_app.errors import PlanYearEndless
from benefits_app.queries.priced import all_rates, catalogue_of, with_rates
from benefits_app.rules.band_changes import band_changes
from domain_kit.actor import Actor
from domain_kit.periods import Period


def age_band_changes(
    *, actor: Actor, employer_id: UUID, first: dt.date, last: dt.date, people: Sequence[Person]
) -> tuple[AgeBandChange, ...]:
    """
    Every day from `first` to `last` on which somebody pays another amount for their age.

    In each option that is published on it; `people` have the relationship that prices them, and
    keys of the caller's choice. The number of statements does not depend on how many there are.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        PlanYearEndless: if the last day is before the first.
    """
    actor.require_employer(employer_id)
    if last < first:
        raise PlanYearEndless(first)
    options = models.PlanOption.objects.filter(
        plan__benefit__employer_id=employer_id,
        plan__status=PlanStatus.PUBLISHED,
        plan__plan_year__starts_on__lte=last,
        plan__plan_year__ends_on__gte=first,
    )
    catalogue = catalogue_of(with_rates(options).prefetch_related("plan__contributions"))
    found = [
        change
        for row in catalogue.rows.values()
        for rates in all_rates(row)
        for option in [catalogue.on(row.id, rates.period.start)]
        for change in band_changes(
            option=option,
            people=people,
            days=Period.inclusive(first, last),
        )
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.key, each.option_id)))
