"""
Stage: the old release's models, really running, on its own schema and on the new one.
"""

import dataclasses

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.observe import probing
from wheelwright.rehearse.workspace import Workspace


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Read, insert, update and delete through every old model; nothing is kept.
    """
    if not facts.upgraded_database:
        return facts
    assert facts.old is not None
    with workspace.clone(facts.baseline_database) as copy:
        before = probing.probe(workspace.old, facts.old, copy)
    with workspace.clone(facts.upgraded_database) as copy:
        after = probing.probe(workspace.old, facts.old, copy)
    return dataclasses.replace(facts, probes_on_old=before, probes_on_new=after)
