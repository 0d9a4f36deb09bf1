"""
Where was somebody employed, and when?
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from domain_kit.periods import Period
from host.directory.data import Employment, Person
from host.directory.models import EarlierEmployment, Employee


def people() -> QuerySet[Any]:
    """
    Everybody with their employer and, as `earlier`, their earlier employments: one statement.
    """
    earlier = (
        EarlierEmployment.objects.filter(employee=OuterRef("pk"))
        .order_by("starts_on")
        .values(
            json=JSONObject(
                employer=F("employer_id"),
                zone=F("employer__time_zone"),
                first=F("starts_on"),
                last=F("ends_on"),
            )
        )
    )
    return Employee.objects.select_related("employer").annotate(earlier=ArraySubquery(earlier))


def person_value(row: Any) -> Person:
    """
    One of `people()` as a value.
    """
    newest = Employment(
        employer_id=row.employer_id,
        time_zone=row.employer.time_zone,
        period=Period.inclusive(row.hired_on, _last_day(row.hired_on, row.left_on)),
    )
    return Person(
        id=row.pk,
        name=row.name,
        born_on=row.born_on,
        employments=(*map(_earlier, row.earlier), newest),
    )


def _earlier(stored: dict[str, str]) -> Employment:
    return Employment(
        employer_id=UUID(stored["employer"]),
        time_zone=stored["zone"],
        period=Period.inclusive(
            dt.date.fromisoformat(stored["first"]), dt.date.fromisoformat(stored["last"])
        ),
    )


def _last_day(hired_on: dt.date, left_on: dt.date | None) -> dt.date | None:
    """
    Somebody who left before the first day was never employed: an empty period, not a fault.
    """
    return left_on if left_on is None else max(left_on, hired_on - dt.timedelta(days=1))
