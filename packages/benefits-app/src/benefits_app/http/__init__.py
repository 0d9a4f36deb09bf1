"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. Refusals (`DomainError`) are
problem answers (RFC 9457), unless the host's API has a handler of its own for them.
"""

from benefits_app.http import (
    benefits,
    eligibility,
    life_events,
    offers,
    options,
    plan_years,
    plans,
    quotes,
    windows,
)
from domain_kit.http import DomainRouter

router = DomainRouter()
PARTS = (offers, quotes, benefits, plan_years, plans, options, eligibility, windows, life_events)

for part in PARTS:
    router.add_router("", part.router, tags=["benefits"])

__all__ = ["router"]
