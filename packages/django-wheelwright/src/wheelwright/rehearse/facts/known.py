"""
Everything the stages of one cell have learned so far. Frozen; each stage answers with a fuller copy.
"""

import dataclasses
from collections.abc import Mapping

from wheelwright.rehearse.budgets import Budgets
from wheelwright.rehearse.facts.access import Access
from wheelwright.rehearse.facts.conservation import Conservation
from wheelwright.rehearse.facts.contract_tests import Contracts
from wheelwright.rehearse.facts.graph import GraphProblem, MissingOperation
from wheelwright.rehearse.facts.identity import Identity
from wheelwright.rehearse.facts.interruptions import Interruptions
from wheelwright.rehearse.facts.invented import Invented
from wheelwright.rehearse.facts.lint import Lint
from wheelwright.rehearse.facts.probes import NewCode, Probe
from wheelwright.rehearse.facts.reverse import Reverse
from wheelwright.rehearse.facts.upgrade import Fresh, Growth, Upgrade
from wheelwright.rehearse.facts.workload import Deadlock, Workload


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    Everything known about a cell so far.
    """

    budgets: Budgets = dataclasses.field(default_factory=Budgets)
    old: Identity | None = None
    new: Identity | None = None
    old_digest: str = ""
    new_digest: str = ""
    baseline_digest: str = ""
    baseline_database: str = ""
    upgraded_database: str = ""
    seeded_by: tuple[str, ...] = ()
    seeds_left_out: tuple[str, ...] = ()
    unfilled: tuple[tuple[str, str], ...] = ()
    seeded_rows: int = 0
    any_type: frozenset[str] = frozenset()  # tables whose made-up rows name content types at random
    graph: tuple[GraphProblem, ...] = ()
    todo: tuple[str, ...] = ()
    missing: tuple[MissingOperation, ...] = ()
    missing_elsewhere: tuple[MissingOperation, ...] = ()  # in a host with a user model of its own
    upgrade: Upgrade | None = None
    invented: tuple[Invented, ...] = ()
    profile: Mapping[str, int] = dataclasses.field(default_factory=dict)
    growth: Growth | None = None
    fresh: Fresh | None = None
    conservation: Conservation | None = None
    access_on_old: frozenset[Access] = frozenset()
    access_on_new: frozenset[Access] = frozenset()
    workload: Workload | None = None
    row_deadlocks: tuple[Deadlock, ...] = ()  # with transactions of several statements
    interruptions: Interruptions | None = None
    reverse: Reverse | None = None
    scenarios: tuple[tuple[str, ...], ...] = ()  # transactions that the contract tests went through
    contracts: Contracts = dataclasses.field(default_factory=Contracts)
    probes_on_old: tuple[Probe, ...] = ()
    probes_on_new: tuple[Probe, ...] = ()
    second_opinion: Lint | None = None
    new_code: NewCode | None = None
