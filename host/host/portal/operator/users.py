"""
Who may log in, as what, and for whom?
"""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from domain_kit.actor import Actor, Role
from host.directory.models import Membership
from host.portal.access import for_role
from host.portal.operator.frame import framed, place_asked

PAGE = 50


@for_role(Role.OPERATOR)
def users(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Users with their role, by name, narrowed to a role or what a name has in it.
    """
    role, named = request.GET.get("role", ""), request.GET.get("named", "").strip()
    rows = Membership.objects.select_related("user", "employer", "employee")
    if role in {each.value for each in Role}:
        rows = rows.filter(role=role)
    if named and "\0" not in named:
        rows = rows.filter(
            Q(user__username__icontains=named)
            | Q(user__last_name__icontains=named)
            | Q(employee__name__icontains=named)
            | Q(employer__name__icontains=named)
        )
    first = place_asked(request)
    found = list(rows.order_by("user__username")[first : first + PAGE + 1])
    context = framed(request) | {
        "rows": found[:PAGE],
        "next": first + PAGE if len(found) > PAGE else None,
        "first": first,
        "role": role,
        "roles": [each.value for each in Role if each is not Role.SYSTEM],
        "named": named,
    }
    return render(request, "portal/operator/users.html", context)
