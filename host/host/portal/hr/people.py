"""
Who of our people has what?
"""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employee, Employer
from host.portal.access import command, employer_of, for_role
from host.portal.forms import EndForm

# Older releases cannot move an end that is set.
MOVES_ENDS = hasattr(enrolments, "withdraw_end")


@for_role(Role.HR, Role.OPERATOR)
def people(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Everybody of an employer, with the cover of a day.
    """
    employer = employer_of(request, actor)
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = today_in(employer.time_zone)
    covered = defaultdict(list)
    for enrolment in enrolments.coverage_on(actor=actor, employer_id=employer.id, on=on):
        covered[str(enrolment.employee_id)].append(
            {
                "enrolment": enrolment,
                "form": EndForm(initial={"ends_on": on}),
                "may_end": MOVES_ENDS or not enrolment.ends_on,
            }
        )
    rows = [
        {"person": person, "covers": covered.pop(str(person.pk), [])}
        for person in Employee.objects.filter(employer=employer)
    ]
    rows += _moved_on(employer, covered)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "on": on,
        "rows": rows,
        "covered": sum(bool(row["covers"]) for row in rows),
    }
    return render(request, "portal/hr/people.html", context)


def _moved_on(employer: Employer, covered: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """
    Who has cover here and is not here any more: with the days they were here, and no others.
    """
    here = {
        str(row.employee_id): Employee(
            name=row.employee.name, hired_on=row.starts_on, left_on=row.ends_on
        )
        for row in employer.earlier_employments.select_related("employee")
    }
    return [
        {"person": here.get(gone) or Employee(name=f"Employee {gone}, deleted"), "covers": covers}
        for gone, covers in covered.items()
    ]


@for_role(Role.HR, Role.OPERATOR)
@command("people")
def end(request: HttpRequest, *, actor: Actor, enrolment_id: UUID) -> HttpResponse:
    """
    End somebody's cover after a last day.
    """
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the last day from the calendar, then press End again.")
        return redirect("people")
    ended = enrolments.unenrol(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        enrolment_id=enrolment_id,
        ends_on=form.cleaned_data["ends_on"],
        reason="by HR",
    )
    person = Employee.objects.filter(pk=ended.employee_id).first()
    who = person.name if person else f"employee {ended.employee_id}, who is not here any more,"
    messages.success(request, f"{ended.label} of {who} ends after {ended.ends_on:%-d %B %Y}.")
    return redirect("people")
