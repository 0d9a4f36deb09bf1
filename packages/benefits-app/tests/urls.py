"""
The least a host does to serve this domain's router: it says who asks. Refusals are the router's.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from benefits_app.http import router
from benefits_app.testing import ids
from domain_kit.actor import Actor, Role

ACTORS = {
    "hr": Actor(id="hana", role=Role.HR, employer_ids=frozenset({ids.ACME})),
    "operator": Actor(id="olga", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True),
    "employee": Actor(
        id="ada", role=Role.EMPLOYEE, employer_ids=frozenset({ids.ACME}), employee_id="1"
    ),
}


def actor(request: HttpRequest) -> Any:
    return ACTORS.get(request.headers.get("X-Actor", ""))


api = NinjaAPI(auth=actor, urls_namespace="benefits-tests")
api.add_router("/benefits", router)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    return JsonResponse({"errors": str(refusal.errors)}, status=422)


urlpatterns = [path("", api.urls)]
