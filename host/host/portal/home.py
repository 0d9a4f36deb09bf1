"""
Where does everybody start?
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from domain_kit.actor import Role
from host.portal.access import who_asks

START = {
    Role.EMPLOYEE: "my-benefits",
    Role.HR: "people",
    Role.FINANCE: "finance",
    Role.OPERATOR: "people",
}


def home(request: HttpRequest) -> HttpResponse:
    """
    The front page, or one's own page.
    """
    actor = who_asks(request)
    if actor:
        return redirect(START[actor.role])
    return render(request, "portal/home.html")
