"""
What may somebody have, and why not?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from host.adapters.catalogue import HostCatalogue
from host.adapters.employees import HostDirectory
from host.portal.access import for_role, needs
from host.portal.hr.story import Known, known


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    A benefit, from which day somebody may have it at the earliest, and every reason against it.
    """

    benefit: Any
    eligible: bool
    first_day: dt.date | None
    reasons: Sequence[str]


@for_role(Role.HR, Role.OPERATOR)
@needs("benefits_app", "list_benefits", "explain_eligibility", since="2.1")
def eligibility(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Each benefit of the employer, on a day.
    """
    person = known(actor, number)
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = max(person.today, person.newest.period.start)
    context = {"known": person, "on": on, "verdicts": _verdicts(actor, person, on)}
    return render(request, "portal/hr/eligibility.html", context)


def _verdicts(actor: Actor, person: Known, on: dt.date) -> list[Verdict]:
    facts = HostDirectory().facts(employee_id=person.number, on=on)
    if facts.employer_id != person.employer.id:
        return []
    catalogue = HostCatalogue()
    found = []
    for benefit in benefits.list_benefits(
        actor=actor, employer_id=person.employer.id, retired=False
    ):
        told = catalogue.eligibility(actor=actor, facts=facts, benefit_id=benefit.id, on=on)
        found.append(
            Verdict(
                benefit=benefit,
                eligible=told.eligible,
                first_day=told.first_day,
                reasons=told.reasons,
            )
        )
    return found
