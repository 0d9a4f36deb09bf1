"""
How do the routes of what employees decide around cover become one router? Needs `[http]`.

Mounted beside `http.router`: every path ends in a slash or goes on, so that none is an enrolment.
"""

from domain_kit.http import DomainRouter
from enrolments_app.routes import (
    dependants,
    elections,
    employments,
    evidence,
    life_events,
    pay_floor,
    transfers,
    waivers,
)

router = DomainRouter()
router.add_router("/dependants", dependants.router)
router.add_router("/waivers", waivers.router)
router.add_router("/batches", elections.batches)
router.add_router("/preview", elections.previews)
router.add_router("/life-events", life_events.router)
router.add_router("/evidence", evidence.router)
router.add_router("/pay-floor-breaches", pay_floor.router)
router.add_router("/transfers", transfers.router)
router.add_router("/employments", employments.router)
