"""
The steps of a cell; each takes the facts so far and answers with more.
"""

from collections.abc import Callable

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.stages import (
    again,
    baseline,
    conserve,
    contracts,
    environment,
    fresh,
    graph,
    growth,
    interrupt,
    invented,
    migrate,
    new_code,
    old_code,
    own_user,
    reverse,
    row_locks,
    second_opinion,
    workload,
)
from wheelwright.rehearse.workspace import Workspace

type Stage = Callable[[Workspace, Facts], Facts]

# One after the other: each needs what the one before it found.
UPGRADE: tuple[tuple[str, Stage], ...] = (
    ("environment", environment.run),
    ("baseline", baseline.run),
    ("graph", graph.run),
    ("migrate", migrate.run),
    ("again", again.run),
    ("made-up rows", invented.run),
    ("growth", growth.run),
    ("contracts before", contracts.before),
)
# On copies of the databases before and after; none needs another one's facts.
CHECKS: tuple[tuple[str, Stage], ...] = (
    ("contracts", contracts.run),
    ("fresh", fresh.run),
    ("own user", own_user.run),
    ("conserve", conserve.run),
    ("old code", old_code.run),
    ("new code", new_code.run),
    ("workload", workload.run),
    ("row locks", row_locks.run),
    ("interrupt", interrupt.run),
    ("reverse", reverse.run),
    ("second opinion", second_opinion.run),
)
