"""
Every rule, one file per finding code: facts in, findings out.
"""

from collections.abc import Callable

from wheelwright.facts import Facts
from wheelwright.model import Finding
from wheelwright.rules import (
    contract_broken,
    graph_broken,
    migration_fails,
    missing_migration,
    old_code_breaks,
    schema_drift,
)

type Rule = Callable[[Facts], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (
    graph_broken.check,
    migration_fails.check,
    missing_migration.check,
    contract_broken.check,
    old_code_breaks.check,
    schema_drift.check,
)
