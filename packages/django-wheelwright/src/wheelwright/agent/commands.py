"""
Which commands does the agent know?
"""

from collections.abc import Callable, Mapping

from wheelwright.agent import (
    access,
    boundary,
    contracts,
    graph,
    identify,
    migrate,
    preflight,
    probe,
    promises,
    rows,
    seed,
    unmigrate,
)

COMMANDS: Mapping[str, Callable[..., None]] = {
    "identify": identify.identify,
    "check": identify.check,
    "boundary": boundary.boundary,
    "pending": preflight.pending,
    "questions": preflight.questions,
    "promises": promises.promises,
    "graph": graph.check,
    "missing": graph.missing,
    "migrate": migrate.migrate,
    "unmigrate": unmigrate.unmigrate,
    "access": access.access,
    "seed": seed.seed,
    "rows": rows.fill,
    "probe": probe.probe,
    "contracts": contracts.run,
}
