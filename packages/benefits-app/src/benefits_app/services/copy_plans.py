"""
What comes along when options are offered again: plans, their terms, and the last rates.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from benefits_app import models
from benefits_app.data import PlanStatus
from domain_kit.identifiers import new_id

type Copies = Mapping[UUID, UUID]
"""The id of the copy, by the id of what was copied."""


def copy_plans(
    year: models.PlanYear, new_year: models.PlanYear, option_ids: Sequence[UUID]
) -> Copies:
    """
    Copy these options of a year into another as drafts; the ids of their copies.
    """
    options = list(models.PlanOption.objects.filter(pk__in=option_ids))
    plans = _copy(
        models.Plan,
        models.Plan.objects.filter(options__in=options).distinct(),
        plan_year_id=new_year.id,
        status=PlanStatus.DRAFT.value,
        version=1,
    )
    copies = _copy(models.PlanOption, options, plan_id=plans)
    for model in (models.MemberRelationship, models.TierRule):
        _copy(model, model.objects.filter(plan__in=plans), plan_id=plans)
    # A reference to an option that is not offered again refers to nothing that has a price.
    kept = Q(reference_option=None) | Q(reference_option__in=copies)
    _copy(
        models.Contribution,
        models.Contribution.objects.filter(kept, plan__in=plans),
        plan_id=plans,
        reference_option_id=copies,
    )
    tables = _copy(
        models.RateTable,
        _last_tables(year, copies),
        option_id=copies,
        starts_on=new_year.starts_on,
        ends_on=None,
        reason=f"renewal of {year}",
    )
    bands = models.RateBand.objects.filter(table__in=tables)
    _copy(models.RateBand, bands, table_id=tables)
    return copies


def _last_tables(year: models.PlanYear, options: Copies) -> Iterable[models.RateTable]:
    in_force = models.RateTable.objects.filter(option__in=options, starts_on__lte=year.ends_on)
    return in_force.filter(Q(ends_on=None) | Q(ends_on__gte=year.ends_on))


def _copy(model: Any, rows: Iterable[Any], **changes: Any) -> Copies:
    """
    Copies with new ids and other values; a mapping is asked what a value has become.
    """
    copies: dict[UUID, UUID] = {}
    made = []
    for row in rows:
        values = {
            field.attname: getattr(row, field.attname)
            for field in model._meta.concrete_fields
            if not field.primary_key
        }
        for name, change in changes.items():
            values[name] = change.get(values[name]) if isinstance(change, Mapping) else change
        copy = model(**values)
        if model._meta.pk.get_internal_type() == "UUIDField":
            copy.pk = copies[row.pk] = new_id()
        made.append(copy)
    model.objects.bulk_create(made)
    return copies
