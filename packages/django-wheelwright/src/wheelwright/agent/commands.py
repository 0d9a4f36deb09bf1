"""
Which commands does the agent know?
"""

from collections.abc import Callable, Mapping
from typing import Any

from wheelwright.agent import (
    access,
    boundary,
    graph,
    identify,
    migrate,
    probe,
    rows,
    seed,
    unmigrate,
)


def _contracts(**arguments: Any) -> None:
    from wheelwright.agent import contracts  # here: only where tests are run is there a pytest

    contracts.run(**arguments)


COMMANDS: Mapping[str, Callable[..., None]] = {
    "identify": identify.identify,
    "check": identify.check,
    "boundary": boundary.boundary,
    "graph": graph.check,
    "missing": graph.missing,
    "migrate": migrate.migrate,
    "unmigrate": unmigrate.unmigrate,
    "access": access.access,
    "seed": seed.seed,
    "rows": rows.fill,
    "probe": probe.probe,
    "contracts": _contracts,
}
