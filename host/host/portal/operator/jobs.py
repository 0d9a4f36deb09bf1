"""
Which jobs keep the site going, and when did each run last?
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from domain_kit.actor import Actor, Role
from host.duties.jobs import jobs_with_last_runs
from host.portal.access import for_role
from host.portal.operator.frame import framed


@for_role(Role.OPERATOR)
def jobs(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The jobs that timers start.
    """
    context = framed(request) | {"jobs": jobs_with_last_runs()}
    return render(request, "portal/operator/jobs.html", context)
