"""
Who has chosen, and who has not chosen yet?
"""

import dataclasses
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employee, Employer
from host.portal.access import employer_of, for_role, needs
from host.portal.drawing.parts import Part, progress
from host.portal.hr.names import names_of

PAGE = 50
_BATCHES = 1_000
# More batches than this are not counted one by one; the page says "at least".
_MOST_BATCHES = 20_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WindowProgress:
    """
    A window that is open, how many of the people have chosen in it, and the same as a bar.
    """

    window: Any
    chosen: int
    of: int
    parts: tuple[Part, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """
    Somebody who loses cover at the end of the year, and of what.
    """

    about: Any
    name: str


@for_role(Role.HR, Role.OPERATOR)
@needs("enrolments_app", "must_choose", "list_batches", since="3.0.0")
@needs("benefits_app", "list_plan_years", since="2.3.0")
def choosing(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    How far each open window is, and whose cover ends with the year unless they choose.
    """
    employer = employer_of(request, actor)
    years = sorted(
        benefits.list_plan_years(actor=actor, employer_id=employer.id),
        key=lambda each: each.period.start,
    )
    today = today_in(employer.time_zone)
    year = _asked(request, years) or next(
        (each for each in years if each.period.contains(today)), None
    )
    after = request.GET.get("after", "")
    page = (
        enrolments.must_choose(
            actor=actor,
            employer_id=employer.id,
            plan_year_id=year.id,
            after=int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0,
            limit=PAGE,
        )
        if year
        else None
    )
    items = page.items if page else ()
    names = names_of(employer, [each.employee_id for each in items])
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "windows": _windows(actor, employer),
        "years": years,
        "year": year,
        "undecided": [
            Undecided(about=each, name=names.get(str(each.employee_id), str(each.employee_id)))
            for each in items
        ],
        "next": page.after if page else None,
        "first": bool(after),
    }
    return render(request, "portal/hr/choosing.html", context)


def _asked(request: HttpRequest, years: list[Any]) -> Any:
    return next((each for each in years if str(each.id) == request.GET.get("year")), None)


def _windows(actor: Actor, employer: Employer) -> list[WindowProgress]:
    open_now = benefits.open_windows(actor=actor, employer_id=employer.id, at=timezone.now())
    if not open_now:
        return []
    here = Employee.objects.filter(employer=employer, left_on__isnull=True).count()
    chosen: dict[UUID, set[str]] = {each.id: set() for each in open_now}
    for batch in _submitted(actor, employer):
        if batch.window_id in chosen:
            chosen[batch.window_id].add(str(batch.employee_id))
    return [
        WindowProgress(
            window=each,
            chosen=len(chosen[each.id]),
            of=here,
            parts=progress(len(chosen[each.id]), here),
        )
        for each in open_now
    ]


def _submitted(actor: Actor, employer: Employer) -> Iterator[Any]:
    after: UUID | None = None
    for _page in range(_MOST_BATCHES // _BATCHES):
        found = enrolments.list_batches(
            actor=actor,
            employer_id=employer.id,
            state=enrolments.BatchState.SUBMITTED,
            after=after,
            limit=_BATCHES,
        )
        yield from found
        if len(found) < _BATCHES:
            return
        after = found[-1].id
