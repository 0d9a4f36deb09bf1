"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. It also turns refusals
(`DomainError`) into problem answers.
"""

from benefits_app.http import (  # noqa: F401 - each adds its operations to the router
    benefits,
    eligibility,
    life_events,
    offers,
    options,
    plan_years,
    plans,
    windows,
)
from benefits_app.http.routing import router

__all__ = ["router"]
