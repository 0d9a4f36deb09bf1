"""
Who of our people has what?
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from host.directory.models import Employer
from host.portal.access import employer_of, for_role
from host.portal.hr.asked import WHO, asked_of
from host.portal.hr.listing import listed


@for_role(Role.HR, Role.OPERATOR)
def people(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    An employer's people as the search wants them, with the cover of a day.
    """
    employer = employer_of(request, actor)
    asked = asked_of(request.GET, employer)
    found = listed(actor, asked, request.GET.get("page"))
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "asked": asked,
        "who": WHO,
        "categories": [(each.value, each.value.replace("_", " ")) for each in benefits.Category],
        "found": found,
        "pages": found.page.paginator.get_elided_page_range(found.page.number, on_each_side=1),
        "elided": found.page.paginator.ELLIPSIS,
    }
    return render(request, "portal/hr/people.html", context)
