"""
Who of our people has what?
"""

import datetime as dt
import zoneinfo
from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.models import Employee, Employer
from host.portal.access import employer_of, for_role


@for_role(Role.HR, Role.OPERATOR)
def people(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Everybody of an employer, with the cover of a day.
    """
    employer = employer_of(request, actor)
    today = dt.datetime.now(zoneinfo.ZoneInfo(employer.time_zone)).date()
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = today
    covered = defaultdict(list)
    for enrolment in enrolments.coverage_on(actor=actor, employer_id=employer.id, on=on):
        covered[enrolment.employee_id].append(enrolment)
    rows = [
        {"person": person, "enrolments": covered.get(person.pk, [])}
        for person in Employee.objects.filter(employer=employer)
    ]
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "on": on,
        "rows": rows,
        "covered": sum(bool(row["enrolments"]) for row in rows),
    }
    return render(request, "portal/people.html", context)
