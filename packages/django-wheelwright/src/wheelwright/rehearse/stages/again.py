"""
Stage: migrations that held a lock too long are measured once more; a busy machine is no hazard.
"""

import dataclasses

from wheelwright.rehearse.facts import steady
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.observe import recording
from wheelwright.rehearse.workspace import Workspace

STALLS = 5.0
"""Seconds that a machine may keep a statement waiting; what took longer did so by itself."""


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Migrate another clone of the baseline, if the longest lock is over its budget by no more than
    a stall; of each statement and lock the shorter time counts.
    """
    upgrade = facts.upgrade
    if upgrade is None or upgrade.failure or workspace.order.contracts_only:
        return facts
    budget = min(facts.budgets.lock_seconds, facts.budgets.wait_seconds)
    if not budget < steady.longest_lock(upgrade.migrations) <= budget + STALLS:
        return facts
    with workspace.clone(facts.baseline_database) as database:
        answers = workspace.new.ask("migrate", database=database)
    again = recording.migrations(answers.events)
    measured = None if answers.first("failure") else steady.quicker(upgrade.migrations, again)
    if measured is None:
        return facts
    return dataclasses.replace(facts, upgrade=dataclasses.replace(upgrade, migrations=measured))
