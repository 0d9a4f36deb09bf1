"""
Where was somebody employed, and when?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from domain_kit.periods import Period
from host.directory.models import EarlierEmployment, Employee


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """
    A period of work for one employer, whose zone is an IANA name.
    """

    employer_id: UUID
    time_zone: str
    period: Period


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


def employments(person: Any) -> tuple[Employment, ...]:
    """
    Every employment of one of `people()`, the newest last.
    """
    newest = Employment(
        employer_id=person.employer_id,
        time_zone=person.employer.time_zone,
        period=Period.inclusive(person.hired_on, _last_day(person.hired_on, person.left_on)),
    )
    return (*map(_earlier, person.earlier), newest)


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


def employment_on(known: Sequence[Employment], day: dt.date) -> Employment:
    """
    The employment of a day; on a day without one, the newest.
    """
    return next((each for each in known if each.period.contains(day)), known[-1])
