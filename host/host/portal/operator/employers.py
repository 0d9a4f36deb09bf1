"""
Which employers are there, how many people have they, and how do their accounts stand?
"""

import dataclasses
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from host.directory.days import today_in
from host.directory.models import Employer
from host.portal.access import for_role
from host.portal.operator.frame import framed, place_asked

PAGE = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    An employer, its people today, and its account: None if nobody bills it, or if the installed
    release cannot say it of all at once.
    """

    employer: Employer
    people: int
    standing: Any


@for_role(Role.OPERATOR)
def employers(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The employers, by name.
    """
    first = place_asked(request)
    found = list(
        Employer.objects.annotate(people=Count("employees", filter=_still_there()))[
            first : first + PAGE + 1
        ]
    )
    standings = _standings(actor)
    context = framed(request) | {
        "rows": [
            Row(employer=each, people=each.people, standing=standings.get(each.id))
            for each in found[:PAGE]
        ],
        "knows_accounts": hasattr(billing, "account_standings"),
        "next": first + PAGE if len(found) > PAGE else None,
        "first": first,
    }
    return render(request, "portal/operator/employers.html", context)


def _still_there() -> Q:
    today = today_in("UTC")
    return Q(employees__left_on__isnull=True) | Q(employees__left_on__gte=today)


def _standings(actor: Actor) -> dict[UUID, Any]:
    if not hasattr(billing, "account_standings"):
        return {}
    found = billing.account_standings(actor=actor, limit=1_000)
    return {each.account.employer_id: each for each in found}
