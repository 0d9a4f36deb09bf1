"""
The least a host does to serve this domain's router: it says who asks. Refusals are the router's.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from billing_app.http import router
from billing_app.testing import ids
from domain_kit.actor import Actor, Role


def finance(request: HttpRequest) -> Any:
    return Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({ids.ACME}))


api = NinjaAPI(auth=finance, urls_namespace="billing-tests")
api.add_router("/billing", router)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    faults = [".".join(map(str, fault["loc"])) for fault in refusal.errors]
    return JsonResponse({"type": "invalid-request", "at": faults}, status=422)


urlpatterns = [path("", api.urls)]
