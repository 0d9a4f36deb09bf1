"""
The steps of a cell, in order; each takes the facts so far and answers with more.
"""

from collections.abc import Callable

from wheelwright.bench import Bench
from wheelwright.facts import Facts
from wheelwright.stages import (
    baseline,
    conserve,
    contracts,
    drift,
    environment,
    graph,
    old_code,
    reverse,
    upgrade,
)

type Stage = Callable[[Bench, Facts], Facts]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("environment", environment.run),
    ("baseline", baseline.run),
    ("graph", graph.run),
    ("migrate", upgrade.run),
    ("fresh", drift.run),
    ("conserve", conserve.run),
    ("contracts", contracts.run),
    ("old code", old_code.run),
    ("reverse", reverse.run),
)
